"""Whether a zone can be where it is, and be what it is, on an island with others.

Nothing here takes longer on a large island than on a small one: it looks at the zone, at the spans
of the others, and a bounded way around.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from island_server.core.island_map import IslandMap
from island_server.core.units import TilePos
from island_server.core.zone_problems import Code, Problem, warning
from island_server.core.zones import MEETING_KINDS, Span, Zone, ZoneKind

_STAGE_KINDS = frozenset({ZoneKind.PODIUM, ZoneKind.AUDIENCE})
_TALK_KINDS = MEETING_KINDS | _STAGE_KINDS
_LOOK_CELLS = 8_000
"""A part of the island of so many cells is taken for connected with the rest."""
_LOOK_ALL_CELLS = 24_000

Check = Callable[[Zone, "Site"], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Site:
    """The island on which a zone is to be.

    Attributes:
        island: with its zones as they are now.
        is_land: whether one can walk to a tile from where people arrive.
        name: by which portals lead to it.
        islands: the names of all islands to which portals can lead.
        files: the names of the files that its map brings.
        people: where those who are no hosts stand.
        wall_ms: the time, since 1970.
    """

    island: IslandMap
    is_land: Callable[[TilePos], bool]
    name: str = ""
    islands: Collection[str] = ()
    files: Collection[str] = ()
    people: Collection[TilePos] = field(default_factory=frozenset)
    wall_ms: int = 0

    def others(self, zone: Zone) -> list[Zone]:
        """All zones but this one."""
        return [other for other in self.island.zones if other.id != zone.id]


def place_problems(zone: Zone, site: Site) -> Iterator[Problem]:
    """Whether it lies on the island, on floor that one can reach."""
    cells = list(cells_of(zone, site.island))
    if not cells:
        yield Problem("spans", Code.OUTSIDE_MAP)
        return
    floor = [cell for cell in cells if site.island.tiles.is_free(*cell)]
    if not floor:
        yield Problem("spans", Code.NO_FLOOR)
    elif not any(site.is_land(cell) for cell in floor):
        yield Problem("spans", Code.UNREACHABLE)


def overlap_problems(zone: Zone, site: Site) -> Iterator[Problem]:
    """Whether its conversation and another's hold on the same cells."""
    if zone.kind not in _TALK_KINDS:
        return
    rows = _rows(zone.spans)
    for other in site.others(zone):
        if other.kind not in _TALK_KINDS:
            continue
        shared = sum(
            max(0, min(x1, end) - max(x0, start))
            for y, x0, x1 in other.spans
            for start, end in rows.get(y, ())
        )
        if shared == 0 or _is_stage(zone, other):
            continue
        lies_within = shared in (zone.area, other.area) and zone.area != other.area
        find = warning if lies_within else Problem
        yield find("spans", Code.OVERLAPS, zone=other.id)


def stage_problems(zone: Zone, site: Site) -> Iterator[Problem]:
    """Whether a podium and its audience find one another."""
    if zone.kind not in _STAGE_KINDS:
        return
    if not zone.stage:
        yield Problem("stage", Code.NO_STAGE)
        return
    bound = [other for other in site.others(zone) if other.stage == zone.stage]
    podium = next((other for other in bound if other.kind is ZoneKind.PODIUM), None)
    if zone.kind is ZoneKind.AUDIENCE:
        if podium is None:
            yield warning("stage", Code.NO_PODIUM)
    elif podium is not None:
        yield Problem("stage", Code.SECOND_PODIUM, zone=podium.id)
    elif all(other.kind is not ZoneKind.AUDIENCE for other in bound):
        yield warning("stage", Code.NO_AUDIENCE)


def portal_problems(zone: Zone, site: Site) -> Iterator[Problem]:
    """Whether a portal leads somewhere."""
    portal, island = zone.portal, site.island
    if portal is None:
        return
    if portal.island:
        if portal.island not in site.islands:
            yield Problem("portal", Code.NO_ISLAND)
        return
    if portal.entry and portal.entry not in island.entries:
        yield warning("portal", Code.NO_ENTRY)
    if all(zone.contains(*tile) for tile in island.arrivals(portal.entry)):
        yield Problem("portal", Code.LEADS_INTO_ITSELF)


def closing_problems(zone: Zone, site: Site) -> Iterator[Problem]:
    """Whether people can still arrive, and get everywhere, if it is closed to them."""
    if not is_closed_to_guests(zone):
        return
    closed = [zone, *filter(is_closed_to_guests, site.others(zone))]
    starts = site.island.starts
    open_starts = {tile for tile in starts if not any(it.contains(*tile) for it in closed)}
    if not open_starts:
        if any(zone.contains(*tile) for tile in starts):
            yield Problem("spans", Code.BLOCKS_ARRIVAL)
        return
    pockets = list(_pockets(zone, site, closed, open_starts))
    if any(tile in pocket for pocket in pockets for tile in site.people):
        yield Problem("spans", Code.CUTS_OFF)
    elif pockets:
        yield warning("spans", Code.CUTS_OFF)


def kind_problems(zone: Zone, _site: Site) -> Iterator[Problem]:
    """Whether what is set means something for its kind."""
    if zone.capacity is not None and zone.kind not in MEETING_KINDS | {ZoneKind.PODIUM}:
        yield warning("capacity", Code.NOT_FOR_KIND)
    if zone.stage and zone.kind not in _STAGE_KINDS:
        yield warning("stage", Code.NOT_FOR_KIND)
    if zone.lockable and zone.kind not in MEETING_KINDS:
        yield warning("lockable", Code.NOT_FOR_KIND)


def is_closed_to_guests(zone: Zone) -> bool:
    """Whether somebody who is no host, of no group and not let in cannot walk in."""
    is_for_some = zone.hosts_only or zone.knock or zone.group != ""
    return zone.closed or is_for_some or zone.max_people == 0


def cells_of(zone: Zone, island: IslandMap) -> Iterator[TilePos]:
    """Its cells on the map, row by row."""
    tiles = island.tiles
    for y, x0, x1 in zone.spans:
        if 0 <= y < tiles.height:
            yield from (TilePos(x, y) for x in range(max(x0, 0), min(x1, tiles.width)))


def _rows(spans: Collection[Span]) -> dict[int, list[tuple[int, int]]]:
    rows: dict[int, list[tuple[int, int]]] = {}
    for y, x0, x1 in spans:
        rows.setdefault(y, []).append((x0, x1))
    return rows


def _is_stage(one: Zone, other: Zone) -> bool:
    """Whether two zones are podium and audience of one stage: one may lie in the other."""
    kinds = {one.kind, other.kind}
    return kinds == _STAGE_KINDS and one.stage is not None and one.stage == other.stage


def _pockets(
    zone: Zone, site: Site, closed: Collection[Zone], starts: Collection[TilePos]
) -> Iterator[set[TilePos]]:
    """The parts of the island beside the zone from which one cannot walk to a start any more."""
    floor = site.island.tiles.with_blocked(span for it in closed for span in it.spans)

    def is_way(tile: TilePos) -> bool:
        return floor.is_free(*tile) and site.is_land(tile)

    seen: set[TilePos] = set()
    own = set(cells_of(zone, site.island))
    for tile in own:
        for beside in _beside(tile):
            if beside in own or beside in seen or not is_way(beside):
                continue
            if len(seen) > _LOOK_ALL_CELLS:
                return
            part, is_open = _part(beside, is_way, starts, seen)
            if not is_open:
                yield part
            seen |= part


def _part(
    tile: TilePos,
    is_way: Callable[[TilePos], bool],
    starts: Collection[TilePos],
    seen: Collection[TilePos],
) -> tuple[set[TilePos], bool]:
    """What one can walk to from a tile, as far as was looked, and whether that is enough."""
    part, edge = {tile}, [tile]
    while edge:
        here = edge.pop()
        if here in starts or len(part) >= _LOOK_CELLS:
            return part, True
        for beside in _beside(here):
            if beside in seen:
                return part, True
            if beside not in part and is_way(beside):
                part.add(beside)
                edge.append(beside)
    return part, False


def _beside(tile: TilePos) -> tuple[TilePos, ...]:
    x, y = tile
    return TilePos(x, y - 1), TilePos(x + 1, y), TilePos(x, y + 1), TilePos(x - 1, y)
