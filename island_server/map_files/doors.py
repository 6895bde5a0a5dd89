"""Doors, as WorkAdventure's scripting-api-extra has them, done natively.

An object of class `variable` with `door` true is one door: it shows the layers of `openLayer` while
it is open and those of `closeLayer` while it is closed (names a line each, a group stands for all
in it), and those layers' walls count only then. One works it where a layer or an area names it in
`doorVariable`: by asking, or by coming and going where `autoOpen` and `autoClose` say so. Sounds,
bells, codes and tags are left out: everybody may open every door.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from island_server.core.doors import Door
from island_server.core.ids import DoorId
from island_server.core.zones import Span
from island_server.errors import MapError
from island_server.map_files.areas import Area
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.findings import Findings, quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.span_sets import joined, runs
from island_server.map_files.tiled_model import Properties, TiledMap, TiledObject, TileLayer
from island_server.map_files.wa_properties import shown, text_of
from island_server.map_files.walls import add_walls, wall_tiles

VARIABLE_CLASS = "variable"
_MOST_NAMES = 64


@dataclass(frozen=True, slots=True)
class FoundDoors:
    """The doors of a map and, in the same order, their layers."""

    doors: tuple[Door, ...] = ()
    layers: tuple[DoorLayers, ...] = ()

    @property
    def layer_places(self) -> frozenset[int]:
        """All layers of doors: their walls are not the map's."""
        return frozenset(
            place for door in self.layers for place in (*door.open_layers, *door.closed_layers)
        )

    @property
    def cells(self) -> frozenset[tuple[int, int]]:
        """All cells (x, y) that a door blocks at times."""
        return frozenset(
            (x, y)
            for door in self.doors
            for y, x0, x1 in (*door.closed_solid, *door.open_solid)
            for x in range(x0, x1)
        )


@dataclass(slots=True)
class _Step:
    """Where one door is worked, gathered from all that name it."""

    spans: list[Span] = field(default_factory=list)
    opens_itself: bool = False
    closes_itself: bool = False
    open_label: str = ""
    close_label: str = ""

    def add(self, read: Properties, spans: Sequence[Span], limits: MapLimits) -> None:
        most = limits.name_chars
        self.spans.extend(spans)
        self.opens_itself = self.opens_itself or read.get("autoOpen") is True
        self.closes_itself = self.closes_itself or read.get("autoClose") is True
        self.open_label = self.open_label or shown(text_of(read, "openTriggerMessage"), most)
        self.close_label = self.close_label or shown(text_of(read, "closeTriggerMessage"), most)


def find_doors(
    tiled: TiledMap, known: Sequence[Area], limits: MapLimits, findings: Findings
) -> FoundDoors:
    """Find the doors of a map, at most `limits.doors`."""
    steps = _steps(tiled, known, limits, findings)
    walls = _Walls(tiled, limits.zone_cells, wall_tiles(tiled))
    doors: dict[DoorId, Door] = {}
    layers: list[DoorLayers] = []
    for thing in _door_objects(tiled):
        door_id = DoorId(shown(thing.name, limits.name_chars))
        where = f"door {quoted(thing.name)}"
        if not door_id or door_id in doors:
            findings.broken(where, "has no name of its own; give each door another name")
            continue
        if len(doors) == limits.doors:
            findings.broken(
                where, f"there are more than {limits.doors} doors; this one stays as it is"
            )
            break
        placed = DoorLayers(
            door_id,
            _named_layers(thing, "openLayer", tiled, findings),
            _named_layers(thing, "closeLayer", tiled, findings),
        )
        step = steps.pop(door_id, None)
        if step is None or not step.spans:
            findings.slip(
                where, f"no layer or area has doorVariable {quoted(door_id)}: nobody can work it"
            )
        doors[door_id] = _door(door_id, thing, placed, step or _Step(), walls)
        layers.append(placed)
    for name in steps:
        findings.slip(
            f"doorVariable {quoted(name)}", "there is no variable of that name with door true"
        )
    return FoundDoors(tuple(doors.values()), tuple(layers))


def _door_objects(tiled: TiledMap) -> Iterator[TiledObject]:
    for layer in tiled.object_layers:
        for thing in layer.objects:
            if thing.kind == VARIABLE_CLASS and thing.properties.get("door") is True:
                yield thing


def _door(
    door_id: DoorId, thing: TiledObject, placed: DoorLayers, step: _Step, walls: _Walls
) -> Door:
    return Door(
        id=door_id,
        is_open_at_start=thing.properties.get("default") in (True, "true", 1),
        closed_solid=walls.of(placed.closed_layers),
        open_solid=walls.of(placed.open_layers),
        spans=joined(step.spans),
        opens_itself=step.opens_itself,
        closes_itself=step.closes_itself,
        open_label=step.open_label,
        close_label=step.close_label,
    )


@dataclass(slots=True)
class _Walls:
    """What is solid on each layer of a door: looked up once, and bounded."""

    tiled: TiledMap
    most_spans: int
    tiles: frozenset[int]
    known: dict[int, tuple[Span, ...]] = field(default_factory=dict)

    def of(self, places: Sequence[int]) -> tuple[Span, ...]:
        """Give the blocked cells of layers. Raises `MapError` for too many of all doors."""
        spans = [span for place in places for span in self._of_layer(place)]
        self.most_spans -= len(spans)
        if self.most_spans < 0:
            raise MapError(f"{self.tiled.file}: doors have too many walls")
        return joined(spans)

    def _of_layer(self, place: int) -> tuple[Span, ...]:
        if place not in self.known:
            layer = self.tiled.layers[place]
            solid = bytearray(self.tiled.width * self.tiled.height)
            if isinstance(layer, TileLayer):
                add_walls(solid, layer, self.tiles)
            self.known[place] = tuple(span for _, span in runs(solid, self.tiled.width))
        return self.known[place]


def _named_layers(
    thing: TiledObject, key: str, tiled: TiledMap, findings: Findings
) -> tuple[int, ...]:
    """Give the layers that a door names; a group stands for all layers in it."""
    text = text_of(thing.properties, key)
    found: dict[int, None] = {}
    for name in [line.strip() for line in text.splitlines() if line.strip()][:_MOST_NAMES]:
        where = f"door {quoted(thing.name)}: {key}"
        places = _places(tiled, name)
        if not places:
            places = _places_by_end(tiled, name)
            for place in places:
                findings.note(
                    where, f"{quoted(name)} is taken for {quoted(tiled.layers[place].name)}"
                )
        if not places:
            findings.slip(where, f"there is no layer {quoted(name)}")
        found |= dict.fromkeys(places)
    return tuple(sorted(found))


def _places(tiled: TiledMap, name: str) -> list[int]:
    return [
        place
        for place, layer in enumerate(tiled.layers)
        if layer.name == name or layer.name.startswith(f"{name}/")
    ]


def _places_by_end(tiled: TiledMap, name: str) -> list[int]:
    return [place for place, layer in enumerate(tiled.layers) if layer.name.endswith(f"/{name}")]


def _steps(
    tiled: TiledMap, known: Sequence[Area], limits: MapLimits, findings: Findings
) -> dict[str, _Step]:
    """Gather where each door is worked, by its name."""
    steps: dict[str, _Step] = {}
    for where, read, spans in _places_to_stand(tiled, known):
        name = shown(text_of(read, "doorVariable"), limits.name_chars)
        steps.setdefault(name, _Step()).add(read, spans, limits)
        if text_of(read, "tag", "code"):
            findings.note(where, "the door's tag or code is left out: everybody may open it")
    return steps


def _places_to_stand(
    tiled: TiledMap, known: Sequence[Area]
) -> Iterator[tuple[str, Properties, Sequence[Span]]]:
    for layer in tiled.tile_layers:
        if text_of(layer.properties, "doorVariable"):
            filled = bytes(map(bool, layer.gids))
            spans = [span for _, span in runs(filled, tiled.width)]
            yield f"layer '{layer.name}'", layer.properties, spans
    for area in known:
        if text_of(area.properties, "doorVariable"):
            yield f"area '{area.id}'", area.properties, area.spans
