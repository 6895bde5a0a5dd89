"""What the pages about the attendance log, and who writes it, know of the rest, as in `ports`.

A `LogDesk` answers at once, a `LogWork` takes its time. Both raise `LogRefused` with a reason of
docs/protocol.md section 7, `LogDamaged` for a log that is, and `StoreError` if the database cannot
be read now.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from island_server.core.events import Role
from island_server.core.logged import Logged
from island_server.core.snapshots import LoggedSnapshot
from island_server.ports import (
    EventInfo,
    LogBatch,
    LogDetail,
    LogRun,
    LogSegment,
    LogSpan,
    PersonRow,
)

AccessKind = Literal["names", "export", "erased"]
ExportForm = Literal["csv", "jsonl", "parquet"]


@dataclass(frozen=True, slots=True)
class LogAccess:
    """Somebody asked for names, or erased themselves: when, as what, and why."""

    wall_ms: int
    kind: AccessKind
    role: Role
    reason: str


class SegmentMark(NamedTuple):
    """Where a segment begins: at a snapshot of an island."""

    run: int
    island: str
    seq: int
    wall_ms: int
    map_id: str


class LogReading(Protocol):
    """The part of the attendance store from which logs are looked at."""

    async def series(self, series: str) -> list[str]:
        """The ids of a series' events, the latest first."""

    async def span(self, event_id: str) -> LogSpan | None:
        """What there is of an event's log; `None` if the event is unknown."""

    async def people(self, event_id: str) -> list[PersonRow]:
        """Everybody who came to an event, the first first."""

    async def people_count(self, event_id: str) -> int:
        """How many they are."""

    async def segment_marks(self, event_id: str) -> list[SegmentMark]:
        """Where the segments of an event begin, by run and entry."""

    async def segment(self, event_id: str, island: str, seq: int) -> LogSegment | None:
        """The log of an island from the snapshot at `seq` to the next."""

    async def accesses(self, event_id: str) -> Sequence[LogAccess]:
        """Who asked for names, in order."""


class AccessNotes(Protocol):
    """Keeps who asked for names."""

    async def note_access(self, event_id: str, access: LogAccess) -> None:
        """Keep it with the event's log. When it returns it survives a crash."""


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event as a list of logs shows it; times are `None` while nothing is in its log."""

    id: str
    name: str
    log: LogDetail
    retention_days: int
    first_ms: int | None
    last_ms: int | None
    people: int
    entries: int
    is_live: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What there is of an event on the time axis.

    Attributes:
        islands: the segments of each island, in the order in which the islands opened.
        restarts: last entry before and first entry after each restart of the server.
    """

    event: str
    name: str
    log: LogDetail
    first_ms: int
    last_ms: int
    is_live: bool
    islands: Mapping[str, Sequence[SegmentMark]]
    restarts: Sequence[tuple[int, int]]
    access: Sequence[LogAccess]


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Who is behind a pseudonym."""

    name: str
    look: tuple[int, ...]


class LogDesk(Protocol):
    """Reads the logs of the event's series. Never says a name but in `names`."""

    async def events(self) -> list[LoggedEvent]:
        """All events of the series, the latest first."""

    async def timeline(self, event_id: str) -> Timeline:
        """An event's segments, restarts and requests for names."""

    async def segment(self, event_id: str, island: str, seq: int) -> bytes:
        """A segment in MessagePack, as docs/protocol.md section 7 tells."""

    async def names(self, event_id: str, role: Role, reason: str) -> Mapping[str, NamedPerson]:
        """Who is behind the pseudonyms; that it was asked is kept first."""


@dataclass(frozen=True, slots=True)
class InsightTask:
    """Work out the figures of an event."""

    event_id: str


@dataclass(frozen=True, slots=True)
class CompareTask:
    """Hold an event against a former one."""

    event_id: str
    former_id: str


@dataclass(frozen=True, slots=True)
class ExportTask:
    """Write an event's log into a file; with names only if there is a reason for it."""

    event_id: str
    form: ExportForm
    reason: str | None


LogTask = InsightTask | CompareTask | ExportTask


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How far long work is; `reason` and `error` tell why it failed."""

    state: Literal["running", "done", "failed"]
    done: int
    total: int
    reason: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came of long work: a file, its type, and the name under which it is handed out."""

    path: Path
    content_type: str
    name: str


class LogWork(Protocol):
    """Long work over logs, in processes of their own. A job is known to the event that began it."""

    async def start(self, owner: str, role: Role, task: LogTask) -> str:
        """Begin, and give the job's id. Raises `LogRefused`: `busy` if too much is under way."""

    def status(self, owner: str, job: str) -> JobStatus:
        """How far it is. Raises `LogRefused`: `unknown_job`, also once it is forgotten."""

    def result(self, owner: str, job: str) -> JobResult:
        """What it made. Raises `LogRefused`: `unknown_job`, or `not_done`."""

    async def stop(self, owner: str, job: str) -> None:
        """End it, and forget what it made. Raises `LogRefused`: `unknown_job`."""


class AttendanceStore(Protocol):
    """Keeps attendance logs. Every method raises `StoreError` if the database cannot do it."""

    async def begin_run(self, event: EventInfo, wall_ms: int) -> LogRun:
        """Note that an event's island starts, and where its log goes on."""

    async def append(self, run: LogRun, batch: LogBatch) -> None:
        """Keep all of it or, if it raises, perhaps none; writing the same again changes nothing.

        When it returns it survives a crash of the machine. People known already get the new name,
        look and role.
        """

    def entries(
        self,
        event_id: str,
        after_seq: int = 0,
        *,
        until_wall_ms: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Logged]:
        """The entries of an event after one, in order, as they are when the first is asked for.

        Ends before the first that was recorded later than `until_wall_ms`, and after `limit`. Holds
        a bounded number in memory, and no lock between two of them. Raises `StoreError`, naming the
        row, at what is damaged or out of order.
        """

    async def segment(self, event_id: str, island: str, seq: int) -> LogSegment | None:
        """What a browser needs from the snapshot with this number on; `None` if there is none."""

    async def snapshot_before(
        self, event_id: str, island: str, wall_ms: int
    ) -> LoggedSnapshot | None:
        """The last snapshot of an island that was taken at a time or before."""

    async def snapshot_after(self, event_id: str, island: str, seq: int) -> LoggedSnapshot | None:
        """The first snapshot of an island that holds at least the entries up to `seq`.

        After a gap, the state is known again from there on.
        """

    async def span(self, event_id: str) -> LogSpan | None:
        """What there is of an event's log; `None` if the event is unknown."""

    async def people(self, event_id: str) -> list[PersonRow]:
        """Everybody who came to an event, the first first."""

    async def forget_old(self, wall_ms: int) -> int:
        """Erase what each event's retention no longer allows at this time; returns how many rows.

        People go with their last avatar. Movement goes a chunk at a time, once its oldest is due.
        """

    async def close(self) -> None:
        """Give the database back; nothing may be called afterwards."""
