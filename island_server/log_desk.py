"""Reads the attendance logs of a series for its organisers.

All that is read goes by connections of its own, so that no look at a log holds the island up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from island_server.attendance_ports import (
    AccessNotes,
    LogAccess,
    LoggedEvent,
    LogReading,
    NamedPerson,
    SegmentMark,
    Timeline,
)
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.errors import LogDamaged, LogRefused
from island_server.ports import Clock, EventInfo, LogSegment, LogSpan
from island_server.store.snapshot_bytes import plain_snapshot


class SeriesLogs:
    """The logs of all events of the running event's series. Implements `LogDesk`."""

    def __init__(
        self,
        reading: LogReading,
        notes: AccessNotes,
        live: EventInfo,
        pseudonyms: Pseudonyms,
        clock: Clock,
        is_open: Callable[[str], bool] | None = None,
    ) -> None:
        """`live`: the event whose organisers read; `is_open`: which other ones are live too."""
        self._is_open = is_open or (lambda event_id: event_id == live.id)
        self._reading = reading
        self._notes = notes
        self._live = live
        self._pseudonyms = pseudonyms
        self._clock = clock

    async def events(self) -> list[LoggedEvent]:
        """All events of the series, the latest first."""
        ids = await self._reading.series(self._live.series)
        spans = [await self._reading.span(event_id) for event_id in ids]
        return [await self._summary(span) for span in spans if span is not None]

    async def timeline(self, event_id: str) -> Timeline:
        """What there is of an event. Raises `LogRefused`: `unknown_event`, also if it is empty."""
        span = await self.span(event_id)
        event, first_ms, last_ms = span.event, span.first_wall_ms, span.last_wall_ms
        if first_ms is None or last_ms is None:
            raise LogRefused("unknown_event", "there is nothing in its log")
        return Timeline(
            event.id,
            event.name,
            event.log,
            first_ms,
            last_ms,
            self._is_open(event.id),
            _by_island(await self._reading.segment_marks(event_id)),
            [(before.last_wall_ms, run.first_wall_ms) for before, run in pairwise(span.runs)],
            await self._reading.accesses(event_id),
        )

    async def segment(self, event_id: str, island: str, seq: int) -> bytes:
        """A segment in MessagePack. Raises `LogRefused`: `unknown_event`, `unknown_segment`."""
        await self._check(event_id)
        part = await self._reading.segment(event_id, island, seq)
        if part is None:
            raise LogRefused("unknown_segment", "no snapshot of this island has this number")
        return await asyncio.to_thread(self._packed, part)

    async def names(self, event_id: str, role: Role, reason: str) -> Mapping[str, NamedPerson]:
        """Who is behind the pseudonyms; that it was asked is kept before it is told."""
        await self._check(event_id)
        access = LogAccess(self._clock.wall_ms(), "names", role, reason)
        await self._notes.note_access(event_id, access)
        people = await self._reading.people(event_id)
        return {self._pseudonyms.of(it.person): NamedPerson(it.name, it.look) for it in people}

    async def span(self, event_id: str) -> LogSpan:
        """What there is of an event of the series. Raises `LogRefused`: `unknown_event`."""
        await self._check(event_id)
        span = await self._reading.span(event_id)
        if span is None:
            raise LogRefused("unknown_event", "there is no such event")
        return span

    async def _check(self, event_id: str) -> None:
        """Other series are not told of, not even that they are there."""
        if event_id not in await self._reading.series(self._live.series):
            raise LogRefused("unknown_event", "there is no such event in this series")

    async def _summary(self, span: LogSpan) -> LoggedEvent:
        event = span.event
        return LoggedEvent(
            event.id,
            event.name,
            event.log,
            event.retention_days,
            span.first_wall_ms,
            span.last_wall_ms,
            await self._reading.people_count(event.id),
            sum(run.entries for run in span.runs),
            self._is_open(event.id),
        )

    def _packed(self, part: LogSegment) -> bytes:
        try:
            snapshot = msgspec.Raw(plain_snapshot(part.snapshot))
        except ValueError as error:
            place = f"log_snapshot, run {part.run}, island {part.island}, entry {part.seq}"
            raise LogDamaged(f"{place}: {error}") from None
        document: dict[str, Any] = {
            "run": part.run,
            "island": part.island,
            "map_id": part.map_id,
            "seq": part.seq,
            "t_ms": part.t_ms,
            "wall_ms": part.wall_ms,
            "end_ms": part.end_ms,
            "snapshot": snapshot,
            "presence": part.presence,
            "motion": part.motion,
            "people": [
                (avatar, self._pseudonym(person, part.run, avatar), role.value)
                for avatar, person, role in part.people
            ],
        }
        return msgspec.msgpack.encode(document)

    def _pseudonym(self, person: PersonId | None, run: int, avatar: int) -> str:
        """Of somebody who was erased: one for each avatar, for nothing tells whose they were."""
        return self._pseudonyms.of(person or PersonId(f"erased {run} {avatar}"))


def _by_island(marks: Sequence[SegmentMark]) -> dict[str, list[SegmentMark]]:
    """Each island's segments. One that a later run begins again has nothing in it, and is left out.

    A run that starts takes a snapshot before its first entry, where the run before may have ended.
    """
    islands: dict[str, dict[int, SegmentMark]] = {}
    for mark in marks:
        islands.setdefault(mark.island, {})[mark.seq] = mark
    return {name: list(of_island.values()) for name, of_island in islands.items()}
