"""An attendance store in memory, which fails and waits when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.ports import EventInfo, LogRow, LogRun, PersonRow


class MemoryStore:
    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.open_gate = asyncio.Event()
        self.open_gate.set()
        self.batches: list[list[LogRow]] = []
        self._rows: dict[str, dict[int, LogRow]] = {}
        self._people: dict[str, dict[PersonId, PersonRow]] = {}
        self._retention_days: dict[str, int] = {}
        self._runs = 0

    async def begin_run(self, event: EventInfo, wall_ms: int) -> LogRun:
        self._runs += 1
        self._retention_days[event.id] = event.retention_days
        rows = self._rows.setdefault(event.id, {})
        self._people.setdefault(event.id, {})
        return LogRun(event, self._runs, max(rows, default=0) + 1)

    async def append(
        self, run: LogRun, rows: Sequence[LogRow], people: Sequence[PersonRow]
    ) -> None:
        await self.open_gate.wait()
        if self.failure is not None:
            raise self.failure
        if run.event.id not in self._rows:
            raise StoreError("unknown event")
        self.batches.append(list(rows))
        for row in rows:
            self._rows[run.event.id].setdefault(row.seq, row)
        known = self._people[run.event.id]
        for person in people:
            former = known.get(person.person, person)
            known[person.person] = replace(person, seen_ms=former.seen_ms)

    async def read(self, event_id: str, after_seq: int, limit: int) -> list[LogRow]:
        rows = self._rows.get(event_id, {})
        return [rows[seq] for seq in sorted(rows) if seq > after_seq][:limit]

    async def people(self, event_id: str) -> list[PersonRow]:
        known = self._people.get(event_id, {}).values()
        return sorted(known, key=lambda person: (person.seen_ms, person.person))

    async def forget_old(self, wall_ms: int) -> int:
        if self.failure is not None:
            raise self.failure
        erased = 0
        for event_id, rows in self._rows.items():
            oldest = wall_ms - self._retention_days[event_id] * 86_400_000
            old = [seq for seq, row in rows.items() if row.wall_ms < oldest]
            for seq in old:
                del rows[seq]
            erased += len(old)
            remaining = {row.person for row in rows.values()}
            self._people[event_id] = {
                key: person
                for key, person in self._people[event_id].items()
                if key in remaining or person.seen_ms >= oldest
            }
        return erased

    async def close(self) -> None:
        pass
