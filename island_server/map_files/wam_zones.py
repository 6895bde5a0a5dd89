"""The zones of WorkAdventure's editor: its areas and the things that it puts on the map.

Each area is one zone with all of its cells. A thing is offered to who stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from island_server.core.zone_effects import Tooltip
from island_server.map_files.areas import area_label, rectangle_spans
from island_server.map_files.tiled_model import TiledMap, WamArea, WamEntity, WamFile
from island_server.map_files.wa_properties import Feature, shown
from island_server.map_files.walls import ENTITY_CELL_PX
from island_server.map_files.wam_properties import Raw, properties_of, translated
from island_server.map_files.zone_making import REACH_TILES, Draft, on_request
from island_server.map_files.zone_parts import Maker, Part

_LOCKABLE_FEATURES = frozenset({Feature.MEETING, Feature.SPEAKER})
_NOTES = {
    "personalAreaPropertyData": "personal desks do not exist here: everybody may use it",
    "matrixRoomPropertyData": "its chat room is left out: there is no Matrix here",
    "extensionModule": "its extension is left out: extensions are never run",
}
_MOST_TOOLTIP_MS = 600_000


def wam_drafts(tiled: TiledMap, maker: Maker) -> Iterator[Draft]:
    """Give what the areas and things of a .wam make; parts may turn out to be none."""
    if not tiled.wam:
        return
    stages = _stages(tiled.wam, maker)
    for area in tiled.wam.areas:
        spans = rectangle_spans(area.x, area.y, area.width, area.height, tiled)
        name = shown(area.name, maker.limits.name_chars)
        where = area_label(area, tiled)
        parts = tuple(_area_parts(area, tiled.wam, stages, where, maker))
        yield Draft(name or area.id, name, where, spans, parts, is_named=bool(name))
    for entity in tiled.wam.entities:
        name = shown(entity.name, maker.limits.name_chars)
        where = f"object '{name or entity.prefab or entity.id}'"
        parts = tuple(on_request(part) for part in _entity_parts(entity, where, maker))
        spans = _around(entity, tiled)
        yield Draft(
            name or entity.id, name or entity.prefab, where, spans, parts, is_named=bool(name)
        )


def _stages(wam: WamFile, maker: Maker) -> Mapping[str, str]:
    """Give the stage of each podium, by the id of its area and by the name that it has."""
    stages: dict[str, str] = {}
    for area in wam.areas:
        for raw in properties_of("speakerMegaphone", area.properties):
            stages[area.id] = shown(area.id, maker.limits.name_chars)
            name = raw.get("name")
            if isinstance(name, str) and name:
                stages.setdefault(name, stages[area.id])
    return stages


def _area_parts(
    area: WamArea, wam: WamFile, stages: Mapping[str, str], where: str, maker: Maker
) -> Iterator[Part]:
    may_lock = _locks_came_later(wam.version)
    for raw in area.properties:
        said = translated(raw)
        if said is None:
            yield from _other_parts(raw, where, maker)
            continue
        feature, read = said
        if feature is Feature.SPEAKER:
            read = {"speakerMegaphone": stages.get(area.id, area.id)}
        elif feature is Feature.LISTENER:
            wanted = str(read.get("listenerMegaphone") or "")
            if wanted not in stages:
                maker.findings.slip(where, "listens to a stage that is not on this map")
            read = {"listenerMegaphone": stages.get(wanted, wanted)}
        part = maker.part(feature, read, where)
        if part:
            yield part
        if may_lock and feature in _LOCKABLE_FEATURES:
            yield Part(lockable=True)


def _other_parts(raw: Raw, where: str, maker: Maker) -> Iterator[Part]:
    """Make the parts that Tiled has no words for."""
    kind, chars = str(raw.get("type")), maker.limits.description_chars
    if kind in {"areaDescriptionProperties", "entityDescriptionProperties"}:
        if text := shown(raw.get("description"), chars):
            yield Part(description=text)
    elif kind == "tooltipPropertyData":
        if text := shown(raw.get("content"), chars):
            yield Part(effects=(Tooltip(text, _tooltip_ms(raw.get("duration"))),))
    elif kind in _NOTES:
        maker.findings.note(where, _NOTES[kind])
    else:
        yield from _access_parts(raw, where, maker)


def _access_parts(raw: Raw, where: str, maker: Maker) -> Iterator[Part]:
    """Make the parts that say who may come in."""
    kind = raw.get("type")
    if kind == "restrictedRightsPropertyData" and raw.get("readTags"):
        maker.findings.note(where, "is for those with a tag; here that is hosts and organisers")
        yield Part(hosts_only=True)
    elif kind == "lockableAreaPropertyData":
        yield Part(lockable=True)
    elif kind == "maxUsersInAreaPropertyData":
        most = raw.get("maxUsers")
        if isinstance(most, int) and not isinstance(most, bool) and 0 <= most < 2**31:
            yield Part(max_people=most)


def _entity_parts(entity: WamEntity, where: str, maker: Maker) -> Iterator[Part]:
    for raw in entity.properties:
        said = translated(raw)
        part = maker.part(*said, where) if said else None
        if part:
            yield part
        elif not said:
            yield from _other_parts(raw, where, maker)


def _around(entity: WamEntity, tiled: TiledMap) -> tuple[tuple[int, int, int], ...]:
    rows = max(len(entity.solid), 1)
    columns = max((len(row) for row in entity.solid), default=1) or 1
    width, height = columns * ENTITY_CELL_PX, rows * ENTITY_CELL_PX
    return rectangle_spans(entity.x, entity.y, width, height, tiled, REACH_TILES)


def _tooltip_ms(value: object) -> int:
    """The editor counts in milliseconds; -1 and nothing are for as long as one is there."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return 0
    return int(min(value, _MOST_TOOLTIP_MS))


def _locks_came_later(version: str) -> bool:
    """Whether a file is of before 2.1.0, when every meeting and podium could be locked."""
    numbers = [int(part) for part in version.split(".")[:2] if part.isdecimal() and len(part) < 6]
    return numbers < [2, 1]
