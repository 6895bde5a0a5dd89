"""All events of a server: which are planned, which are open, and for how long.

The event of the settings is open from the start. Others open when somebody first comes for them,
and close when nobody has been there for a while; their log is complete by then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

from island_server.access.event_access import EventAccess
from island_server.access.invitations import Invitations
from island_server.access.token_events import TokenEvents
from island_server.errors import AccessDenied, IslandError, ReasonError, SettingsError, StoreError
from island_server.event_ports import EventPlan, LiveFigures
from island_server.event_serving import Neighbours, ServedEvent, serve_event
from island_server.open_event import LivePlan, OpenEvent, open_event
from island_server.open_process import Process
from island_server.planned_events import plan_of_settings, planned_events
from island_server.realtime.event_door import EventDoor
from island_server.store.sql_event_plans import SqlEventPlans

_log = logging.getLogger("island_server")

LOOK_MS = 1000
"""Between two looks at plans and at what is open: a change by command counts after this long."""
ENDING_MS = 300_000
"""So long before its end people are told that an event ends."""
OPEN_WAIT_S = 20.0
"""Nobody waits longer for an event to open."""


@dataclass(slots=True)
class _Opened:
    """An open event, and what ends it."""

    served: ServedEvent
    opened_as: EventPlan
    ending: AsyncExitStack
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class OpenEvents:
    """Finds the event of a link, and opens it if need be."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._clock = process.clock
        self._kept_plans = SqlEventPlans(process.reading.engine)
        self._tokens = TokenEvents(process.key)
        self._default = plan_of_settings(process.settings)
        self._plans = planned_events(process.settings, ())
        self._open: dict[str, _Opened] = {}
        self._opening: dict[str, asyncio.Task[_Opened | IslandError]] = {}
        self._is_store_failing = False
        self._is_closing = False
        self._neighbours = Neighbours(
            self._of_series, self._closed_of_series, self._maps_in_use, self._choose_map
        )

    # --- plans

    def plans(self) -> list[EventPlan]:
        """All plans, the event of the settings first, on the map that it has by now."""
        main = self.default.event.islands.main.name
        others = [plan for plan in self._plans.values() if not plan.is_default]
        return [replace(self._plans[self._default.id], map=main), *others]

    async def reload(self) -> None:
        """Take over the plans as they are in the database. Raises `StoreError`."""
        kept = await self._kept_plans.plans()
        self._plans = planned_events(self.process.settings, kept)
        for opened in self._open.values():
            self._renew(opened.served.event.live)

    def _renew(self, live: LivePlan) -> None:
        live.plan = self._plans.get(live.plan.id, live.plan)
        series = live.plan.series
        live.is_shared = sum(plan.series == series for plan in self._plans.values()) > 1

    def figures(self, event_id: str) -> LiveFigures:
        """An event at this moment."""
        opened = self._open.get(event_id)
        if opened is None:
            return LiveFigures()
        islands, pulse = opened.served.event.islands, opened.served.event.pulse
        return LiveFigures(
            is_open=True,
            people=islands.avatars(),
            conversations=islands.conversations(),
            peak=pulse.peak,
            arrivals_per_minute=pulse.arrivals(),
        )

    # --- finding

    @property
    def default(self) -> ServedEvent:
        """The event of the settings."""
        return self._open[self._default.id].served

    def open_now(self) -> list[ServedEvent]:
        """All events that are open."""
        return [opened.served for opened in self._open.values()]

    async def find_door(self, token: str | None) -> EventDoor:
        """The door to which an invitation leads. Raises `ReasonError`."""
        return (await self.of_token(token)).door

    async def of_token(self, token: str | None) -> ServedEvent:
        """The event to which a token belongs; of none, or a forged one, that of the settings.

        Raises `ReasonError` if it cannot be opened now; for a link that has expired none is opened.
        """
        found = self._tokens.of(token)
        event_id = found.event
        if found.series is not None and event_id not in self._plans:
            event_id = self._first_of(found.series)
        if event_id is None:
            return self.default
        if event_id not in self._open and found.series is None:
            Invitations(self.process.key, event_id, self._clock).check(token)
        return await self.served(event_id)

    async def access_of(self, link: str | None) -> EventAccess:
        """Who may come to the event of a link, whether or not it opens it; of none, the default.

        Raises as `served`.
        """
        event_id = self._tokens.of(link).event
        served = self.default if event_id is None else await self.served(event_id)
        return served.event.access

    async def served(self, event_id: str) -> ServedEvent:
        """An event, opened if it is not.

        Raises:
            AccessDenied: `link_invalid`, there is no such event.
            ReasonError: `full` if no more events can be open, `closing` if it cannot be now.
        """
        opened = self._open.get(event_id)
        if opened is None or opened.served.is_closing:
            opened = await self._open_anew(event_id)
        opened.served.used_ms = self._clock.now_ms()
        return opened.served

    def _first_of(self, series: str) -> str | None:
        """Where the token of a person leads whose event is no longer there."""
        return next((plan.id for plan in self._plans.values() if plan.series == series), None)

    # --- opening and closing

    async def begin(self) -> None:
        """Open the event of the settings. Raises `SettingsError`, `StoreError`."""
        await self.reload()
        opened = await self._enter(self._plans[self._default.id])
        self._open[self._default.id] = opened

    async def run(self) -> None:
        """Follow plans and the clock, until cancelled."""
        while True:
            await self._clock.sleep_ms(LOOK_MS)
            await self._reload_if_possible()
            for event_id, opened in list(self._open.items()):
                self._follow_period(opened)
                if self._is_due(event_id, opened):
                    await self._close(event_id)

    async def send_everybody_home(self) -> None:
        """Say goodbye to everybody at all events, and open none any more."""
        self._is_closing = True
        for served in self.open_now():
            await served.event.islands.close()

    async def close(self) -> None:
        """End all events; the logs are complete when this returns."""
        self._is_closing = True
        for opening in list(self._opening.values()):
            await asyncio.wait([opening])
        await asyncio.gather(*(self._close(event_id) for event_id in list(self._open)))

    async def _open_anew(self, event_id: str) -> _Opened:
        opening = self._opening.get(event_id)
        if opening is None:
            if self._is_closing:
                raise ReasonError("closing")
            if event_id not in self._plans:
                await self._reload_if_possible()
            plan = self._plans.get(event_id)
            if plan is None:
                raise AccessDenied("link_invalid")
            opening = self._opening.get(event_id)
            if opening is None:
                opening = self.process.tasks.spawn("open-event", self._try(plan, self._make_room()))
                self._opening[event_id] = opening
                opening.add_done_callback(lambda _: self._opening.pop(event_id))
        try:
            async with asyncio.timeout(OPEN_WAIT_S):
                result = await asyncio.shield(opening)
        except TimeoutError:
            raise ReasonError("closing") from None
        if isinstance(result, IslandError):
            raise result
        return result

    def _make_room(self) -> str | None:
        """The event that has to close for another one, if any. Raises `ReasonError("full")`."""
        at_most = self.process.settings.events_open_max
        if len(self._open) + len(self._opening) < at_most:
            return None
        empty = [
            (opened.served.used_ms, event_id)
            for event_id, opened in self._open.items()
            if event_id != self._default.id and not opened.served.event.islands.people()
        ]
        if not empty:
            raise ReasonError("full")
        return min(empty)[1]

    async def _try(self, plan: EventPlan, instead_of: str | None) -> _Opened | IslandError:
        """Open an event for all who wait for it, or say why it cannot be."""
        try:
            for event_id in (instead_of, plan.id):
                if event_id in self._open:
                    await self._close(event_id)
            opened = self._open[plan.id] = await self._enter(self._plans.get(plan.id, plan))
        except ReasonError as error:
            return error
        except (IslandError, OSError) as error:
            _log.error("event %s cannot be opened: %s", plan.id, error)
            return ReasonError("closing")
        _log.info("event %s is open", plan.id)
        return opened

    async def _enter(self, plan: EventPlan) -> _Opened:
        stack = AsyncExitStack()
        live = LivePlan(plan, asyncio.Event())
        self._renew(live)
        try:
            event = await stack.enter_async_context(open_event(self.process, live))
        except SettingsError as error:
            if plan.is_default:
                raise
            raise ReasonError("closing", str(error)) from error
        return _Opened(serve_event(self.process, event, self._neighbours), plan, stack)

    async def _close(self, event_id: str) -> None:
        opened = self._open[event_id]
        opened.served.is_closing = True
        async with opened.lock:
            if self._open.get(event_id) is not opened:
                return
            await opened.served.event.islands.close()
            try:
                await opened.ending.aclose()
            except IslandError as error:
                _log.error("event %s did not close well: %s", event_id, error)
            del self._open[event_id]
        _log.info("event %s is closed", event_id)

    def _is_due(self, event_id: str, opened: _Opened) -> bool:
        """Whether an event has to close now."""
        served = opened.served
        if event_id == self._default.id:
            return False
        if served.event.live.failed.is_set():
            return True
        if served.event.islands.people():
            return False
        idle_ms = self._clock.now_ms() - served.used_ms
        is_changed = _needs_reopening(opened, served.event.live.plan)
        return is_changed or idle_ms >= 1000 * self.process.settings.event_idle_s

    def _follow_period(self, opened: _Opened) -> None:
        """Tell people that their event ends, and say goodbye when it has."""
        served, plan = opened.served, opened.served.event.live.plan
        if plan.ends_ms is None and plan.archived_ms is None:
            return
        wall_ms, islands = self._clock.wall_ms(), served.event.islands
        if plan.phase(wall_ms) == "past":
            islands.send_home()
            return
        if plan.ends_ms is None or served.told_end_ms == plan.ends_ms:
            return
        left_ms = plan.ends_ms - wall_ms
        if left_ms <= ENDING_MS:
            served.told_end_ms = plan.ends_ms
            islands.tell_ending(left_ms)

    async def _reload_if_possible(self) -> None:
        try:
            await self.reload()
        except StoreError as error:
            if not self._is_store_failing:
                _log.error("plans of events cannot be read: %s", error)
            self._is_store_failing = True
        else:
            self._is_store_failing = False

    # --- what events know of one another

    def _of_series(self, series: str) -> Sequence[OpenEvent]:
        return [it.event for it in self.open_now() if it.event.info.series == series]

    def _closed_of_series(self, series: str) -> list[str]:
        plans = self._plans.values()
        return [it.id for it in plans if it.series == series and it.id not in self._open]

    def _maps_in_use(self) -> set[str]:
        open_ones = {name for served in self.open_now() for name in served.event.islands.names()}
        others = (it for it in self._plans.values() if not it.is_default)
        planned = {it.map for it in others if it.archived_ms is None}
        return open_ones | planned

    async def _choose_map(self, plan: EventPlan, name: str) -> None:
        if not plan.is_default:
            current = self._plans.get(plan.id, plan)
            await self.process.plans.put(replace(current, map=name))
            await self.reload()


def _needs_reopening(opened: _Opened, plan: EventPlan) -> bool:
    """Whether something has changed that an open event cannot take over."""
    before = opened.opened_as
    kept = {"name", "log", "retention_days", "series", "capacity"}
    differs = any(getattr(before, key) != getattr(plan, key) for key in kept)
    return differs or plan.map != opened.served.event.islands.main.name
