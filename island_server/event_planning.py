"""Plans events: makes, copies, changes, archives them and hands them over.

The same for the web and for commands. Nothing here knows whether an event is open: a server that
runs takes changes over within seconds.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from island_server.access.invitations import Invitations, invitation_link
from island_server.core.events import Role
from island_server.core.zone_templates import Template, TemplateName, laid_out
from island_server.errors import EventRefused, MapError, ProtocolError
from island_server.event_copying import COPIED, copied_shelf
from island_server.event_ports import EventPlan, EventScope, LiveFigures, NewEvent, PlanStore
from island_server.ports import Clock, MapLibrary
from island_server.protocol.event_messages import (
    DESCRIPTION_CHARACTERS,
    NAME_CHARACTERS,
    CopyDraft,
    PlanChanges,
    PlanDraft,
    TemplateDraft,
)
from island_server.protocol.text import clean_line, clean_words
from island_server.realtime.desks.zone_book import planned_page

_ID_CHARACTERS = 30


@dataclass(frozen=True, slots=True)
class PlanningGround:
    """What is planned with.

    Attributes:
        plans: all plans as they are now, that of the event of the settings included.
        changed: called after each change, before anybody is answered.
        figures: an event at this moment.
        base_url: where people find the island; asked each time, for a port may not be known yet.
        days: for which an invitation is valid unless said otherwise.
    """

    store: PlanStore
    maps: MapLibrary
    key: bytes
    clock: Clock
    plans: Callable[[], Sequence[EventPlan]]
    changed: Callable[[], Awaitable[None]]
    figures: Callable[[str], LiveFigures]
    base_url: Callable[[], str]
    days: float


class EventPlanning:
    """Implements `event_ports.EventAsked`."""

    def __init__(self, ground: PlanningGround) -> None:
        self._ground = ground
        self._clock = ground.clock

    # --- asking

    def listed(self, scope: EventScope) -> Sequence[EventPlan]:
        """Those of the scope, archived ones too."""
        return [plan for plan in self._ground.plans() if scope.covers(plan)]

    def find(self, scope: EventScope, event_id: str) -> EventPlan:
        """One of them. Raises `EventRefused("unknown_event")`."""
        for plan in self.listed(scope):
            if plan.id == event_id:
                return plan
        raise EventRefused("unknown_event", "there is no such event")

    def figures(self, event_id: str) -> LiveFigures:
        """One at this moment."""
        return self._ground.figures(event_id)

    def maps(self) -> Sequence[str]:
        """The maps on which an event can be."""
        return sorted(self._ground.maps.names())

    # --- changing

    async def create(self, scope: EventScope, draft: PlanDraft) -> NewEvent:
        """Plan a new event."""
        wall_ms = self._clock.wall_ms()
        identity = _new_id(draft.name)
        series = draft.series or scope.series or identity
        if scope.series is not None and series != scope.series:
            raise EventRefused("other_series", "events of another series are not yours to make")
        plan = EventPlan(
            id=identity,
            name=draft.name,
            map=draft.map,
            series=series,
            log=draft.log,
            retention_days=draft.retention_days,
            created_ms=wall_ms,
            description=draft.description,
            starts_ms=draft.starts_ms,
            ends_ms=draft.ends_ms,
            languages=tuple(draft.languages),
            capacity=draft.capacity,
        )
        plan = self._checked(plan, check_map=True)
        return await self._add(plan, await self._template_shelf(plan.map, draft.template))

    async def copy(self, scope: EventScope, event_id: str, draft: CopyDraft) -> NewEvent:
        """Plan another one with the zones and activities of one, and nothing about its people."""
        original, wall_ms = self.find(scope, event_id), self._clock.wall_ms()
        plan = replace(
            original,
            id=_new_id(draft.name),
            name=draft.name,
            created_ms=wall_ms,
            starts_ms=draft.starts_ms,
            ends_ms=draft.ends_ms,
            archived_ms=None,
            organisers_since_s=0,
            is_default=False,
        )
        shelf = await self._ground.store.shelf_of(event_id, COPIED)
        copied = await asyncio.to_thread(copied_shelf, shelf, wall_ms)
        return await self._add(self._checked(plan, check_map=True), copied)

    async def edit(self, scope: EventScope, event_id: str, changes: PlanChanges) -> EventPlan:
        """Change what was planned. A longer retention is refused once people may have been there.

        An open event takes over its period, languages and description at once, all else when it
        opens the next time.
        """
        before, given = self._changeable(scope, event_id), changes.given()
        if "languages" in given:
            given["languages"] = tuple(changes.languages or ())
        fields: dict[str, Any] = given
        plan = self._checked(replace(before, **fields), check_map=changes.map != before.map)
        if plan.retention_days > before.retention_days and await self._ground.store.has_begun(
            event_id
        ):
            raise EventRefused("retention_longer", "people were told that it is kept for less long")
        return await self._put(plan)

    async def archive(self, scope: EventScope, event_id: str, *, archived: bool) -> EventPlan:
        """Put one away, or take it out again."""
        plan = self._changeable(scope, event_id)
        return await self._put(
            replace(plan, archived_ms=self._clock.wall_ms() if archived else None)
        )

    async def hand_over(self, scope: EventScope, event_id: str, *, revoke: bool) -> NewEvent:
        """Make a link for another organiser; with `revoke` all earlier organiser links are void."""
        plan = self.find(scope, event_id)
        made_s = self._clock.wall_ms() // 1000 + 1
        if revoke:
            plan = await self._put(replace(plan, organisers_since_s=made_s))
        return NewEvent(plan, self._link(plan.id, Role.ORGANISER, None, made_s))

    def invite(self, scope: EventScope, event_id: str, role: Role, days: float | None) -> str:
        """Make an invitation link."""
        return self._link(self.find(scope, event_id).id, role, days, None)

    # --- how

    def _changeable(self, scope: EventScope, event_id: str) -> EventPlan:
        plan = self.find(scope, event_id)
        if plan.is_default:
            raise EventRefused("event_of_settings", "this event is set up by the settings")
        return plan

    def _checked(self, plan: EventPlan, *, check_map: bool) -> EventPlan:
        """A plan with its texts cleaned. Raises `EventRefused`: `bad_event`, `bad_period`."""
        try:
            name = clean_line(plan.name, NAME_CHARACTERS, "name")
        except ProtocolError as error:
            raise EventRefused("bad_event", f"name: {error.detail}") from None
        description = clean_words(plan.description)
        if len(description) > DESCRIPTION_CHARACTERS:
            raise EventRefused(
                "bad_event", f"description: over {DESCRIPTION_CHARACTERS} characters"
            )
        starts_ms, ends_ms = plan.starts_ms, plan.ends_ms
        if starts_ms is not None and ends_ms is not None and ends_ms <= starts_ms:
            raise EventRefused("bad_period", "it ends before it begins")
        if check_map and plan.map not in self._ground.maps.names():
            raise EventRefused("unknown_map", "there is no map of this name")
        languages = tuple(dict.fromkeys(plan.languages))
        return replace(plan, name=name, description=description, languages=languages)

    async def _template_shelf(
        self, map_name: str, draft: TemplateDraft | None
    ) -> Mapping[str, bytes]:
        """What puts up the zones of a template. Raises `EventRefused`: `bad_map`, `no_space`."""
        if draft is None:
            return {}
        try:
            loaded = await self._ground.maps.load(map_name)
        except MapError as error:
            raise EventRefused("bad_map", str(error)) from None
        template = Template(TemplateName(draft.name), draft.count, draft.seats)
        layout = await asyncio.to_thread(laid_out, template, loaded.island)
        if not layout.zones:
            raise EventRefused("no_space", f"there is room for {layout.room_for or 0}")
        key, data = planned_page(map_name, loaded, layout.zones)
        return {key: data}

    async def _add(self, plan: EventPlan, shelf: Mapping[str, bytes]) -> NewEvent:
        await self._ground.store.add(plan, shelf)
        await self._ground.changed()
        return NewEvent(plan, self._link(plan.id, Role.ORGANISER, None, None))

    async def _put(self, plan: EventPlan) -> EventPlan:
        await self._ground.store.put(plan)
        await self._ground.changed()
        return plan

    def _link(self, event_id: str, role: Role, days: float | None, made_s: int | None) -> str:
        invitations = Invitations(self._ground.key, event_id, self._clock)
        token = invitations.make(role, days or self._ground.days, made_s=made_s)
        return invitation_link(self._ground.base_url(), token)


def _new_id(name: str) -> str:
    """A short name for links and files, after what people call it; nobody else has it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_ID_CHARACTERS].strip("-")
    return f"{words or 'event'}-{secrets.token_hex(3)}"
