"""The desk of zones: hosts change them, everybody hears of it, the clock opens and closes them.

Whoever changes a zone, this desk or another, it is told and kept from here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ZoneId
from island_server.core.zone_editing import Edit, edit, restored
from island_server.core.zone_hours import has_turned, is_open
from island_server.core.zone_limits import DEFAULT_LIMITS, ZoneLimits
from island_server.core.zone_sites import Site
from island_server.core.zone_templates import Layout, Template, laid_out
from island_server.core.zones import Zone
from island_server.errors import ReasonError
from island_server.ports import Clock, MapLibrary
from island_server.protocol import zone_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.desk import Answer
from island_server.realtime.desks.zone_book import ZoneBook
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session
from island_server.realtime.socket_io import pack

LOOK_MS = 1000
"""Between two looks at the opening hours, and at what could not be written down before."""
_ZONES_A_MESSAGE = 20
_ATTEMPTS = 3


class ZoneDesk:
    """Changes the zones of all islands of an event."""

    def __init__(
        self,
        islands: Iterable[OpenIsland],
        maps: MapLibrary,
        book: ZoneBook,
        clock: Clock,
        limits: ZoneLimits = DEFAULT_LIMITS,
    ) -> None:
        self._islands = islands
        self._maps = maps
        self._book = book
        self._clock = clock
        self._limits = limits
        self._editing: dict[int, dict[AvatarId, ZoneId]] = {}
        """Who has which zone before them, by the numbers of the islands that are followed."""
        self.messages: Mapping[str, type[Message]] = msg.ZONE_MESSAGES

    # --- what the gateway asks

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message about zones. Raises `ReasonError`."""
        self._follow(island)
        if not self._is_current(island):
            raise ReasonError("closing")
        match message:
            case msg.ZoneEdit(zone=zone, fields=fields):
                return await self._edit(island, session, zone, fields)
            case msg.ZoneCheck(zone=zone, fields=fields):
                found = await self._edited(island, zone, fields)
                return {"problems": msg.problems(found.problems)}
            case msg.ZoneRemove(zone=zone):
                self._apply(island, cmd.RemoveZone(session.avatar, ZoneId(zone)))
                return {"kept": await self._book.keep(island.name)}
            case msg.ZoneRestore(zone=zone):
                return await self._restore(island, session, ZoneId(zone))
            case msg.ZoneEditing(zone=zone):
                self._note_editing(island, session.avatar, zone)
                return {}
            case msg.ZoneTemplate():
                return await self._use_template(island, session, message)
            case _:
                raise TypeError(f"not about zones: {type(message).__name__}")

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody where the island differs from its map, and hosts who edits what."""
        self._follow(island)
        page, islands = self._book.page(island.name), self._maps.names()
        put = [zone for zone in page.edited.values() if zone is not None]
        first, rest = put[:_ZONES_A_MESSAGE], put[_ZONES_A_MESSAGE:]
        session.send("zones", msg.zones(first, page.gone(), None, islands, is_all=True))
        for some in _in_parts(rest):
            session.send("zones", msg.zones(some, (), None, islands))
        if session.role is not ev.Role.ATTENDEE:
            session.send("zone_editors", msg.zone_editors(self._editing[island.number]))

    async def run(self) -> None:
        """Open and close zones by the clock, until cancelled."""
        while True:
            for island in self._islands:
                self._follow(island)
                self._follow_hours(island)
            await self.keep()
            await self._clock.sleep_ms(LOOK_MS)

    async def keep(self) -> None:
        """Write down what is not yet, for whoever changed it."""
        for name in {island.name for island in self._islands}:
            await self._book.keep(name)

    # --- changes

    async def _edit(
        self, island: OpenIsland, session: Session, name: str | None, fields: msg.SentFields
    ) -> Answer:
        found = await self._edited(island, name, fields)
        if name is None:
            self._check_room(island, 1)
        if found.zone is not None and name is None:
            identity = self._book.page(island.name).new_identity()
            found = replace(found, zone=replace(found.zone, id=identity))
        return await self._put(island, session, found)

    async def _restore(self, island: OpenIsland, session: Session, identity: ZoneId) -> Answer:
        zone = self._book.page(island.name).removed.get(identity)
        if zone is None:
            raise ReasonError("unknown_zone")
        self._check_room(island, 1)
        return await self._put(island, session, restored(zone, self._site(island)))

    async def _put(self, island: OpenIsland, session: Session, found: Edit) -> Answer:
        problems = msg.problems(found.problems)
        if found.zone is None:
            return {"zone": None, "problems": problems, "kept": True}
        self._apply(island, cmd.PutZone(session.avatar, found.zone))
        plain = msg.zone(found.zone, self._maps.names())
        return {"zone": plain, "problems": problems, "kept": await self._book.keep(island.name)}

    async def _edited(self, island: OpenIsland, name: str | None, fields: msg.SentFields) -> Edit:
        """What comes of a change on the island as it is when this returns.

        Raises `ReasonError` if it comes too late.
        """
        for _ in range(_ATTEMPTS):
            seen = island.loop.world.island
            found = await asyncio.to_thread(self._edit_of(island, name, fields))
            if island.loop.world.island is seen:
                return found
        return self._edit_of(island, name, fields)()

    def _edit_of(
        self, island: OpenIsland, name: str | None, fields: msg.SentFields
    ) -> Callable[[], Edit]:
        former = None
        if name is not None:
            former = next((it for it in island.loop.world.island.zones if it.id == name), None)
            if former is None:
                raise ReasonError("unknown_zone")
        identity, site = ZoneId(name or ""), self._site(island)
        return partial(edit, former, identity, fields.changes(), site, self._limits)

    async def _use_template(
        self, island: OpenIsland, session: Session, message: msg.ZoneTemplate
    ) -> Answer:
        template = Template(message.template, message.count, message.seats, message.seed)
        layout = await self._laid_out(template, island)
        answer = {"applied": False, "room_for": layout.room_for, "kept": True}
        zones, page = layout.zones, self._book.page(island.name)
        if message.apply and zones:
            self._check_room(island, len(zones))
            zones = tuple(replace(zone, id=page.new_identity()) for zone in zones)
            island.loop.note(
                "zone_template", session.avatar, template=template.name.value, zones=len(zones)
            )
            self._apply(island, cmd.PutZones(session.avatar, zones))
            answer |= {"applied": True, "kept": await self._book.keep(island.name)}
        islands = self._maps.names()
        return {"zones": [msg.zone(zone, islands) for zone in zones], **answer}

    async def _laid_out(self, template: Template, island: OpenIsland) -> Layout:
        """A layout for the island as it is when this returns."""
        for _ in range(_ATTEMPTS):
            seen = island.loop.world.island
            layout = await asyncio.to_thread(laid_out, template, seen)
            if island.loop.world.island is seen:
                return layout
        return laid_out(template, island.loop.world.island)

    def _check_room(self, island: OpenIsland, more: int) -> None:
        if len(island.loop.world.island.zones) + more > self._limits.zones:
            raise ReasonError("too_many_zones")

    def _apply(self, island: OpenIsland, command: cmd.Command) -> None:
        reason = island.loop.apply(command)
        if reason is not None:
            raise ReasonError(reason)

    def _site(self, island: OpenIsland) -> Site:
        world = island.loop.world
        return Site(
            world.island,
            world.is_land,
            island.name,
            self._maps.names(),
            island.bundle.files.keys(),
            {
                world.tile(avatar.avatar)
                for avatar in world.state.avatars.values()
                if avatar.role is ev.Role.ATTENDEE
            },
            self._clock.wall_ms(),
        )

    # --- what happens

    def _follow(self, island: OpenIsland) -> None:
        """Hear from now on what happens to the zones of an island."""
        if island.number in self._editing:
            return
        numbers = {other.number for other in self._islands}
        self._editing = {n: editing for n, editing in self._editing.items() if n in numbers}
        self._editing[island.number] = {}
        page = self._book.page(island.name)
        if page.edited != island.loop.world.state.edited:
            page.edited, page.is_kept = dict(island.loop.world.state.edited), False
        island.loop.listen(partial(self._note, island))

    def _note(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        """Keep what has changed, and tell it."""
        put, gone = list[Zone](), list[ZoneId]()
        by: AvatarId | None = None
        for event in events:
            match event:
                case ev.ZonePut():
                    put.append(event.put)
                    by = event.avatar
                case ev.ZoneRemoved():
                    gone.append(event.zone)
                    by = event.avatar
                case ev.Left():
                    self._note_editing(island, event.avatar, None)
                case _:
                    pass
        if put or gone:
            self._keep_changes(island, put, gone)
            self._tell_all(island, put, gone, by)

    def _keep_changes(self, island: OpenIsland, put: list[Zone], gone: list[ZoneId]) -> None:
        if not self._is_current(island):
            return
        page = self._book.page(island.name)
        for zone in put:
            page.put(zone)
        for identity in gone:
            page.remove(identity)

    def _is_current(self, island: OpenIsland) -> bool:
        """Whether people arrive here, and are not just being taken over to a newer form."""
        alike = (other.number for other in self._islands if other.name == island.name)
        return island.number == max(alike, default=island.number)

    def _tell_all(
        self, island: OpenIsland, put: list[Zone], gone: list[ZoneId], by: AvatarId | None
    ) -> None:
        islands, parts = self._maps.names(), _in_parts(put) or [[]]
        told = [msg.zones(parts[0], gone, by, islands)]
        told += [msg.zones(part, (), by, islands) for part in parts[1:]]
        packed = [pack("zones", it) for it in told]
        for session in island.loop.sessions:
            for message in packed:
                session.send_packed(message)

    def _note_editing(self, island: OpenIsland, avatar: AvatarId, zone: str | None) -> None:
        """Let hosts see who has which zone before them."""
        editing = self._editing.get(island.number, {})
        former = editing.get(avatar)
        if zone == former:
            return
        if zone is None:
            del editing[avatar]
        else:
            editing[avatar] = ZoneId(zone)
        packed = pack("zone_editors", msg.zone_editors(editing))
        for session in island.loop.sessions:
            if session.role is not ev.Role.ATTENDEE:
                session.send_packed(packed)

    def _follow_hours(self, island: OpenIsland) -> None:
        """Open and close what has come to a time in its hours since the last look."""
        page, wall_ms = self._book.page(island.name), self._clock.wall_ms()
        for zone in island.loop.world.island.zones:
            if has_turned(zone.hours, page.looked_ms, wall_ms):
                is_closed = not is_open(zone.hours, wall_ms)
                if zone.closed is not is_closed:
                    island.loop.apply(cmd.PutZone(None, replace(zone, closed=is_closed)))
        page.looked_ms = wall_ms


def _in_parts(zones: list[Zone]) -> list[list[Zone]]:
    """So many together as fit into one message."""
    return [zones[at : at + _ZONES_A_MESSAGE] for at in range(0, len(zones), _ZONES_A_MESSAGE)]
