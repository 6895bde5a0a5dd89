"""What hosts have made of the zones of each map, over restarts of the server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from island_server.core.ids import ZoneId
from island_server.core.zone_editing import new_identity
from island_server.core.zone_hours import has_turned, is_open
from island_server.core.zones import Zone
from island_server.errors import StoreError
from island_server.ports import Clock, LoadedIsland, MapLibrary, Shelf
from island_server.protocol.zone_form import zone_from_plain, zone_to_plain

_log = logging.getLogger("island_server.realtime")

VERSION = 1
ZONES = "zones/"
"""How the keys of pages begin."""
MOST_REMOVED = 200
"""So many zones that were taken away can be put up again; the latest."""
MOST_BYTES = 4 * 2**20
"""Largest entry that is read."""


class _Kept(msgspec.Struct, frozen=True):
    """The zones of one map as they are kept."""

    v: int
    zones: list[Any]
    gone: list[str]
    removed: list[Any]
    next: int
    looked_ms: int


@dataclass(slots=True)
class Page:
    """The zones of one map.

    Attributes:
        of_map: those of the map itself, by id.
        edited: those that are otherwise; None: taken away.
        removed: those that were taken away, as they were last; the latest last.
        next: the number of the next zone that is put up.
        looked_ms: when the opening hours were looked at last, by wall time.
        is_kept: whether it is all written down.
    """

    of_map: dict[ZoneId, Zone] = field(default_factory=dict)
    edited: dict[ZoneId, Zone | None] = field(default_factory=dict)
    removed: dict[ZoneId, Zone] = field(default_factory=dict)
    next: int = 1
    looked_ms: int = 0
    is_kept: bool = True

    def put(self, zone: Zone) -> None:
        """Note that a zone is so from now on."""
        self.edited[zone.id] = zone
        self.removed.pop(zone.id, None)
        self.is_kept = False

    def remove(self, identity: ZoneId) -> None:
        """Note that a zone was taken away."""
        former = self.edited.get(identity) or self.of_map.get(identity)
        if former is not None:
            self.removed.pop(identity, None)
            self.removed[identity] = former
        if len(self.removed) > MOST_REMOVED:
            del self.removed[next(iter(self.removed))]
        self.edited[identity] = None
        self.is_kept = False

    def new_identity(self) -> ZoneId:
        """An id that no zone of this map has or had."""
        identity, self.next = new_identity(self.next, {*self.of_map, *self.edited})
        return identity

    def gone(self) -> list[ZoneId]:
        """The zones of the map that were taken away."""
        return [it for it, zone in self.edited.items() if zone is None and it in self.of_map]


class ZoneBook:
    """A page for each map, read when its island opens and written when something changes."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self._shelf = shelf
        self._clock = clock
        self._pages: dict[str, Page] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._has_failed = False

    def page(self, name: str) -> Page:
        """The page of an island that has been opened."""
        return self._pages.setdefault(name, Page(looked_ms=self._clock.wall_ms()))

    async def edited(self, name: str, loaded: LoadedIsland) -> LoadedIsland:
        """A map with its zones as hosts have them. Raises `StoreError`."""
        async with self._lock(name):
            if name not in self._pages:
                self._pages[name] = await self._read(name)
        page = self._pages[name]
        page.of_map = {zone.id: zone for zone in loaded.island.zones}
        page.edited = {
            identity: zone
            for identity, zone in page.edited.items()
            if zone is not None or identity in page.of_map
        }
        return replace(loaded, island=replace(loaded.island, edited=dict(page.edited)))

    async def keep(self, name: str) -> bool:
        """Write a page down, if it is not; whether that could be done."""
        page = self.page(name)
        async with self._lock(name):
            if page.is_kept:
                return True
            page.is_kept = True
            try:
                await self._shelf.put(_key(name), _encoded(page))
            except StoreError as error:
                page.is_kept = False
                self._note_failure(error)
                return False
        self._has_failed = False
        return True

    def _note_failure(self, error: StoreError) -> None:
        """Tell the operator once, until it works again."""
        if not self._has_failed:
            _log.error("what hosts change in zones cannot be kept over a restart: %s", error)
        self._has_failed = True

    async def _read(self, name: str) -> Page:
        data = await self._shelf.read(_key(name))
        page = Page(looked_ms=self._clock.wall_ms())
        if data is None:
            return page
        try:
            kept = _decoded(data)
        except ValueError as error:
            _log.error(
                "what hosts changed in the zones of %s is damaged, and lost: %s", name, error
            )
            return page
        page.removed = {zone.id: zone for zone in _read_zones(kept.removed, name)}
        page.edited = {zone.id: zone for zone in _read_zones(kept.zones, name)}
        page.edited.update((ZoneId(identity), None) for identity in kept.gone)
        page.next, page.looked_ms = max(kept.next, 1), kept.looked_ms
        self._follow_hours(page)
        return page

    def _follow_hours(self, page: Page) -> None:
        """Open and close what would have been opened and closed while the server stood still."""
        wall_ms = self._clock.wall_ms()
        for zone in page.edited.values():
            if zone is not None and has_turned(zone.hours, page.looked_ms, wall_ms):
                page.put(replace(zone, closed=not is_open(zone.hours, wall_ms)))
        page.looked_ms = wall_ms

    def _lock(self, name: str) -> asyncio.Lock:
        return self._locks.setdefault(name, asyncio.Lock())


class EditedMaps:
    """The maps of an event with their zones as hosts have them. Implements `ports.MapLibrary`."""

    def __init__(self, maps: MapLibrary, book: ZoneBook) -> None:
        self._maps = maps
        self._book = book

    def names(self) -> Collection[str]:
        """The names there are now. Returns at once."""
        return self._maps.names()

    async def load(self, name: str) -> LoadedIsland:
        """Load a map. Raises `MapError`, and `StoreError` if its zones cannot be read."""
        return await self._book.edited(name, await self._maps.load(name))


def planned_page(name: str, loaded: LoadedIsland, zones: Iterable[Zone]) -> tuple[str, bytes]:
    """What the shelf of a new event holds, for these zones to be put up on a map: key and bytes."""
    page = Page(of_map={zone.id: zone for zone in loaded.island.zones})
    for zone in zones:
        page.put(replace(zone, id=page.new_identity()))
    return _key(name), _encoded(page)


def copied_page(data: bytes, wall_ms: int) -> bytes:
    """A page for another event: its zones, and not those that were taken away.

    Raises `ValueError` if it is damaged.
    """
    kept = _decoded(data)
    return msgspec.json.encode(_Kept(VERSION, kept.zones, kept.gone, [], kept.next, wall_ms))


def _key(name: str) -> str:
    return f"{ZONES}{name}"


def _encoded(page: Page) -> bytes:
    put = [zone_to_plain(zone) for zone in page.edited.values() if zone is not None]
    removed = [zone_to_plain(zone) for zone in page.removed.values()]
    kept = _Kept(VERSION, put, list(page.gone()), removed, page.next, page.looked_ms)
    return msgspec.json.encode(kept)


def _decoded(data: bytes) -> _Kept:
    if len(data) > MOST_BYTES:
        raise ValueError(f"it has {len(data)} bytes, over {MOST_BYTES}")
    kept = msgspec.json.decode(data, type=_Kept)
    if kept.v != VERSION:
        raise ValueError(f"it has form {kept.v}, which a newer version of Eiland writes")
    return kept


def _read_zones(plain: Iterable[Any], name: str) -> list[Zone]:
    zones, odd = list[Zone](), list[str]()
    for it in plain:
        try:
            zones.append(zone_from_plain(it))
        except ValueError as error:
            odd.append(str(error))
    if odd:
        _log.error("%d zones of %s are damaged, and lost: %s", len(odd), name, odd[0])
    return zones
