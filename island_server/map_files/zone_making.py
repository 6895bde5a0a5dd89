"""The zones of a map: out of its areas, its layers, its tiles and the pages that stand on it.

At every cell the merged properties decide (`merging`). A zone is made of the cells where one source
(an area, a layer) brings the same values; what an area brings on all of its cells is one zone, be
it a meeting, a page and a focus at once. Its names, its being a start and who may come in are an
area's own affair and are never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from island_server.core.ids import ZoneId
from island_server.core.zone_effects import Trigger, Website
from island_server.core.zones import Span, Zone, ZoneKind
from island_server.errors import MapError
from island_server.map_files.areas import Area, rectangle_spans
from island_server.map_files.limits import MapLimits
from island_server.map_files.merging import Merge
from island_server.map_files.names import spoken_name
from island_server.map_files.span_sets import joined
from island_server.map_files.starts import own_name
from island_server.map_files.tiled_model import Properties, PropertyValue, TiledMap
from island_server.map_files.wa_properties import (
    FEATURE_KEYS,
    MODIFIER_KEYS,
    PLACE_KEYS,
    START_NAME,
    Feature,
    features,
    is_set,
    shown,
    starts_here,
    text_of,
)
from island_server.map_files.zone_parts import Maker, Part, united

WEBSITE_CLASS = "website"
REACH_TILES = 1
"""How far from a thing on the map one can stand to use it."""

_KEYS = {
    feature: (*FEATURE_KEYS[feature], *MODIFIER_KEYS.get(feature, ()))
    for feature in Feature
    if feature is not Feature.START
}
_COUNTING = frozenset(key for keys in _KEYS.values() for key in keys)
_Piece = tuple[int, Feature, tuple[tuple[str, str, PropertyValue], ...]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A zone to be: where it is, what it is, and what its source calls it."""

    id: str
    name: str
    where: str
    spans: tuple[Span, ...]
    parts: tuple[Part, ...]
    read: Properties = field(default_factory=dict)
    is_named: bool = True


def drafts(tiled: TiledMap, known: Sequence[Area], maker: Maker) -> Iterator[Draft]:
    """Give what areas, layers, tiles and pages on the map make; parts may turn out to be none."""
    pieces = _pieces(tiled, known, maker)
    for number, area in enumerate(known):
        where = f"area '{area.id}'"
        by_cells: dict[tuple[Span, ...], list[Part]] = {}
        if own := list(_own_parts(area)):
            by_cells[area.spans] = own
        _fill(by_cells, pieces.get(number, {}), where, maker)
        for spans, parts in sorted(by_cells.items(), key=lambda item: item[0] != area.spans):
            yield Draft(
                area.id, area.id, where, spans, tuple(parts), area.properties, area.is_named
            )
    for number, layer in enumerate(tiled.tile_layers, len(known)):
        where = f"layer '{layer.name}'"
        by_cells = {}
        _fill(by_cells, pieces.get(number, {}), where, maker)
        for spans, parts in by_cells.items():
            name, single = own_name(layer), len(by_cells) == 1
            yield Draft(layer.name, name, where, spans, tuple(parts), layer.properties, single)
    yield from _pages(tiled, maker)


def zones_of(found: Iterable[Draft], tiled: TiledMap, limits: MapLimits) -> tuple[Zone, ...]:
    """Make zones of drafts. Raises `MapError` where they exceed the limits."""
    made: list[Zone] = []
    taken: set[str] = set()
    cells = 0
    for draft in found:
        if not draft.parts or not draft.spans:
            continue
        if len(made) == limits.zones:
            raise MapError(f"{tiled.file}: more than {limits.zones} zones")
        zone = _zone(draft, taken, limits)
        taken.add(zone.id)
        made.append(zone)
        cells += zone.area
        if cells > limits.zone_cells:
            raise MapError(f"{tiled.file}: zones have more than {limits.zone_cells} cells together")
    _check_overlap(tiled, made, limits)
    return tuple(made)


def on_request(part: Part) -> Part:
    """Give a part that does nothing until somebody asks."""
    effects = tuple(
        replace(effect, trigger=Trigger.ACTION) if isinstance(effect, Website) else effect
        for effect in part.effects
    )
    return replace(part, joins=Trigger.ACTION, effects=effects)


def _pieces(
    tiled: TiledMap, known: Sequence[Area], maker: Maker
) -> Mapping[int, Mapping[_Piece, tuple[Span, ...]]]:
    """Cut the merged map into pieces of one source, one feature and the same values."""
    merge = Merge(tiled, _COUNTING, maker.limits.combinations)
    for number, area in enumerate(known):
        merge.lay_area(number, area.properties, area.spans)
    for number, layer in enumerate(tiled.tile_layers, len(known)):
        merge.lay_layer(number, layer)
    pieces: dict[_Piece, list[Span]] = {}
    for state, spans in merge.states():
        values = {name: held.value for name, held in state.items()}
        for feature in features(values):
            if feature is Feature.START:
                continue
            key = next(key for key in FEATURE_KEYS[feature] if is_set(values.get(key)))
            held = tuple(
                (name, type(values[name]).__name__, values[name])
                for name in _KEYS[feature]
                if name in values
            )
            pieces.setdefault((state[key].source, feature, held), []).extend(spans)
    by_source: dict[int, dict[_Piece, tuple[Span, ...]]] = {}
    for piece, found in pieces.items():
        by_source.setdefault(piece[0], {})[piece] = joined(found)
    return by_source


def _fill(
    by_cells: dict[tuple[Span, ...], list[Part]],
    pieces: Mapping[_Piece, tuple[Span, ...]],
    where: str,
    maker: Maker,
) -> None:
    """Make the parts of pieces, those with the same cells together."""
    order = list(Feature)
    for piece in sorted(pieces, key=lambda piece: (pieces[piece], order.index(piece[1]))):
        _, feature, held = piece
        part = maker.part(feature, {name: value for name, _, value in held}, where)
        if part:
            by_cells.setdefault(pieces[piece], []).append(part)


def _own_parts(area: Area) -> Iterator[Part]:
    if area.id == START_NAME or starts_here(area.properties):
        yield Part(kind=ZoneKind.START)
    if text_of(area.properties, *PLACE_KEYS):
        yield Part()


def _pages(tiled: TiledMap, maker: Maker) -> Iterator[Draft]:
    """Make the pages that stand on the map: offered to who is beside them, never drawn there."""
    for layer in tiled.object_layers:
        for thing in layer.objects:
            if thing.kind != WEBSITE_CLASS:
                continue
            where = f"website '{shown(thing.name, 60)}'"
            read = {"openWebsite": thing.properties.get("url")}
            read["openWebsitePolicy"] = thing.properties.get("policy")
            part = maker.part(Feature.WEBSITE, read, f"{where}: url")
            spans = rectangle_spans(thing.x, thing.y, thing.width, thing.height, tiled, REACH_TILES)
            if part:
                name = shown(thing.name, maker.limits.name_chars) or WEBSITE_CLASS
                yield Draft(name, name, where, spans, (on_request(part),))


def _zone(draft: Draft, taken: set[str], limits: MapLimits) -> Zone:
    whole = united(draft.parts)
    read = draft.read
    own = _own_name(draft, whole)
    dutch = shown(read.get("displayName"), limits.name_chars) or own
    about = shown(read.get("description"), limits.description_chars) or whole.description
    return Zone(
        id=_free_id(draft.id or draft.name, taken, limits),
        kind=whole.kind or ZoneKind.PLACE,
        names={"nl": dutch, "en": shown(read.get("displayNameEn"), limits.name_chars) or dutch},
        descriptions={
            "nl": about,
            "en": shown(read.get("descriptionEn"), limits.description_chars) or about,
        },
        spans=draft.spans,
        capacity=whole.capacity,
        stage=whole.stage,
        joins=whole.joins,
        lockable=whole.lockable,
        max_people=whole.max_people,
        hosts_only=whole.hosts_only,
        portal=whole.portal,
        effects=whole.effects,
    )


def _own_name(draft: Draft, whole: Part) -> str:
    """What people read if the author gave no name for them; nothing for a mere place to arrive."""
    if whole.kind is ZoneKind.START and whole.portal is None and not whole.effects:
        return ""
    if draft.is_named:
        return spoken_name(draft.name)
    return whole.label or draft.name


def _free_id(wanted: str, taken: set[str], limits: MapLimits) -> ZoneId:
    base = shown(wanted, limits.name_chars) or "zone"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return ZoneId(name)


def _check_overlap(tiled: TiledMap, found: Sequence[Zone], limits: MapLimits) -> None:
    depth = bytearray(tiled.width * tiled.height)
    for zone in found:
        for y, x0, x1 in zone.spans:
            row = y * tiled.width
            for cell in range(row + x0, row + x1):
                if depth[cell] == limits.zones_per_cell:
                    x = cell - row
                    raise MapError(
                        f"{tiled.file}: zone '{zone.id}': more than {limits.zones_per_cell}"
                        f" zones overlap at tile {x},{y}"
                    )
                depth[cell] += 1
