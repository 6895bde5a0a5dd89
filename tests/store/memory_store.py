"""An attendance store in memory, which fails and waits when a test says so."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap, Logged
from island_server.core.snapshots import LoggedSnapshot
from island_server.errors import StoreError
from island_server.ports import (
    EventInfo,
    LogBatch,
    LoggedRun,
    LogRun,
    LogSegment,
    LogSpan,
    PersonRow,
    PresenceRow,
)
from island_server.store.motion_chunks import encode_chunk
from island_server.store.presence_rows import to_row
from island_server.store.snapshot_bytes import encode_snapshot

DAY_MS = 86_400_000


class _Log:
    """All of one event."""

    def __init__(self, event: EventInfo) -> None:
        self.event = event
        self.started: dict[int, int] = {}
        self.entries: dict[int, Logged] = {}
        self.snapshots: dict[tuple[str, int], LoggedSnapshot] = {}
        self.people: dict[PersonId, PersonRow] = {}
        self.avatars: dict[tuple[int, AvatarId], tuple[PersonId, int]] = {}

    def named(self, run: int, what: Any) -> Any:
        """The same with the name and look that the person has now."""
        person, _ = self.avatars.get((run, what.avatar), (PersonId(""), 0))
        known = self.people.get(person)
        name, look = ("", ()) if known is None else (known.name, known.look)
        if isinstance(what, ev.ProfileChanged):
            return replace(what, name=name, look=look)
        return replace(what, person=person, name=name, look=look)

    def as_read(self, entry: Logged) -> Logged:
        if isinstance(entry.what, ev.Entered | ev.ProfileChanged):
            return replace(entry, what=self.named(entry.run, entry.what))
        return entry

    def snapshot(self, found: LoggedSnapshot | None) -> LoggedSnapshot | None:
        if found is None:
            return None
        avatars = tuple(self.named(found.run, avatar) for avatar in found.state.avatars)
        return replace(found, state=replace(found.state, avatars=avatars))


class MemoryStore:
    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.open_gate = asyncio.Event()
        self.open_gate.set()
        self.batches: list[LogBatch] = []
        self._logs: dict[str, _Log] = {}
        self._runs = 0

    async def begin_run(self, event: EventInfo, wall_ms: int) -> LogRun:
        self._runs += 1
        log = self._logs.setdefault(event.id, _Log(event))
        log.event = event
        log.started[self._runs] = wall_ms
        taken = [*log.entries, *(seq for _, seq in log.snapshots)]
        return LogRun(event, self._runs, max(taken, default=0) + 1)

    async def append(self, run: LogRun, batch: LogBatch) -> None:
        await self.open_gate.wait()
        if self.failure is not None:
            raise self.failure
        if run.event.id not in self._logs:
            raise StoreError("unknown event")
        self.batches.append(batch)
        log = self._logs[run.event.id]
        for entry in batch.entries:
            log.entries.setdefault(entry.seq, entry)
            if isinstance(entry.what, ev.Entered):
                who = (entry.what.person, entry.wall_ms)
                log.avatars.setdefault((run.run, entry.what.avatar), who)
        for taken in batch.snapshots:
            log.snapshots.setdefault((taken.island, taken.seq), taken)
            for avatar in taken.state.avatars:
                who = (avatar.person, taken.wall_ms)
                log.avatars.setdefault((run.run, avatar.avatar), who)
        for person in batch.people:
            former = log.people.get(person.person, person)
            log.people[person.person] = replace(person, seen_ms=former.seen_ms)

    async def entries(
        self,
        event_id: str,
        after_seq: int = 0,
        *,
        until_wall_ms: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Logged]:
        log = self._logs.get(event_id)
        wanted = [] if log is None else sorted(seq for seq in log.entries if seq > after_seq)
        for seq in wanted[:limit]:
            assert log is not None
            entry = log.as_read(log.entries[seq])
            if until_wall_ms is not None and entry.wall_ms > until_wall_ms:
                return
            yield entry

    async def segment(self, event_id: str, island: str, seq: int) -> LogSegment | None:
        log = self._logs.get(event_id)
        of_island = [] if log is None else self._of_island(log, island)
        start = next((s for s in reversed(of_island) if s.seq == seq), None)
        if log is None or start is None:
            return None
        of_run = [e for e in sorted(log.entries.values(), key=_number) if e.run == start.run]
        later = [s for s in of_island if s.run == start.run and s.seq > seq]
        part = [e for e in of_run if seq < e.seq and not (later and e.seq > later[0].seq)]
        rows = [
            _shown(to_row(entry, places=log.event.log == "movement"))
            for entry in part
            if not isinstance(entry.what, ev.Moved) and entry.island in (island, "")
        ]
        moves = [entry for entry in part if isinstance(entry.what, ev.Moved)]
        roles = {avatar.avatar: avatar.role for avatar in start.state.avatars}
        roles |= {
            e.what.avatar: e.what.role
            for e in part
            if isinstance(e.what, ev.Entered) and e.island == island
        }
        return LogSegment(
            start.run,
            island,
            start.map_id,
            seq,
            start.t_ms,
            start.wall_ms,
            later[0].wall_ms if later else max([start.wall_ms, *(e.wall_ms for e in of_run[-1:])]),
            encode_snapshot(start.state),
            rows,
            [encode_chunk(moves)] if moves else [],
            [(a, log.avatars.get((start.run, a), (None,))[0], role) for a, role in roles.items()],
        )

    async def snapshot_before(
        self, event_id: str, island: str, wall_ms: int
    ) -> LoggedSnapshot | None:
        log = self._logs[event_id]
        found = [s for s in self._of_island(log, island) if s.wall_ms <= wall_ms]
        return log.snapshot(found[-1] if found else None)

    async def snapshot_after(self, event_id: str, island: str, seq: int) -> LoggedSnapshot | None:
        log = self._logs[event_id]
        found = [s for s in self._of_island(log, island) if s.seq >= seq]
        return log.snapshot(found[0] if found else None)

    def _of_island(self, log: _Log, island: str) -> list[LoggedSnapshot]:
        of_island = [s for s in log.snapshots.values() if s.island == island]
        return sorted(of_island, key=lambda s: (s.run, s.seq))

    async def span(self, event_id: str) -> LogSpan | None:
        log = self._logs.get(event_id)
        if log is None:
            return None
        runs = []
        for run, started_ms in log.started.items():
            entries = [log.entries[seq] for seq in sorted(log.entries)]
            entries = [entry for entry in entries if entry.run == run]
            if not entries:
                continue
            walls = [entry.wall_ms for entry in entries]
            kinds = Counter(isinstance(entry.what, ev.Moved) for entry in entries)
            islands = {e.island for e in entries if not isinstance(e.what, ev.Moved | Gap)}
            islands |= {s.island for s in log.snapshots.values() if s.run == run}
            runs.append(
                LoggedRun(
                    run,
                    started_ms,
                    entries[0].seq,
                    entries[-1].seq,
                    min(walls),
                    max(walls),
                    tuple(sorted(islands)),
                    len(entries),
                    kinds[True],
                )
            )
        return LogSpan(log.event, tuple(runs))

    async def people(self, event_id: str) -> list[PersonRow]:
        log = self._logs.get(event_id)
        known = [] if log is None else list(log.people.values())
        return sorted(known, key=lambda person: (person.seen_ms, person.person))

    async def forget_old(self, wall_ms: int) -> int:
        if self.failure is not None:
            raise self.failure
        return sum(_forget(log, wall_ms) for log in self._logs.values())

    async def close(self) -> None:
        pass


def _number(entry: Logged) -> int:
    return entry.seq


def _shown(row: dict[str, Any]) -> PresenceRow:
    seq, t_ms, wall_ms, kind = row["seq"], row["t_ms"], row["wall_ms"], row["kind"]
    return (seq, t_ms, wall_ms, kind, row["avatar"], row["zone"], row["conversation"], row["facts"])


def _forget(log: _Log, wall_ms: int) -> int:
    oldest = wall_ms - log.event.retention_days * DAY_MS
    old = [seq for seq, entry in log.entries.items() if entry.wall_ms < oldest]
    for seq in old:
        del log.entries[seq]
    log.snapshots = {k: s for k, s in log.snapshots.items() if s.wall_ms >= oldest}
    log.avatars = {k: who for k, who in log.avatars.items() if who[1] >= oldest}
    there = {person for person, _ in log.avatars.values()}
    log.people = {
        key: person
        for key, person in log.people.items()
        if key in there or person.seen_ms >= oldest
    }
    return len(old)
