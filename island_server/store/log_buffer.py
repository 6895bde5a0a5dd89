"""Rows on their way to the attendance log, numbered, bounded, and honest about what was lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.ports import LogRow, LogRun, PersonRow
from island_server.store.log_encoding import (
    AT_ONCE,
    GAP,
    MOVEMENT,
    ON_ISLAND,
    WITH_ISLAND,
    clean_text,
    kind_and_facts,
    pack_path,
)

MOVEMENT_SHARE = 0.8
"""Paths fill no more than this part of the buffer: who was there matters more than where."""


@dataclass(slots=True)
class _Gap:
    """Rows refused since the last one that was taken."""

    rows: int
    t_ms: int
    wall_ms: int


class LogBuffer:
    """Turns events into rows and keeps them until they are written.

    What does not fit is lost, and a `gap` row with the number comes in its place as soon as there
    is room.
    """

    def __init__(self, run: LogRun, rows_max: int) -> None:
        self._run = run
        self._rows_max = rows_max
        self._next_seq = run.next_seq
        self._rows: deque[LogRow] = deque()
        self._people: dict[PersonId, PersonRow] = {}
        self._present: dict[AvatarId, PersonRow] = {}
        self._gap: _Gap | None = None
        self.lost = 0
        """Rows lost since the start."""

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, events: Iterable[ev.Event], wall_ms: int, island: str) -> bool:
        """Take events of an island in order. True if one of them should be written at once."""
        hurry = False
        for event in events:
            self._note_person(event, wall_ms)
            self._add_row(event, wall_ms, island)
            if isinstance(event, ev.Left):
                self._present.pop(event.avatar, None)
            hurry = hurry or type(event) in AT_ONCE
        return hurry

    def front(self, count: int) -> tuple[list[LogRow], list[PersonRow]]:
        """The oldest rows, and the people whose name, look or role is to be written."""
        self._close_gap()
        return list(islice(self._rows, count)), list(self._people.values())

    def written(self, rows: Sequence[LogRow], people: Sequence[PersonRow]) -> None:
        """Forget what `front` gave; a person who changed meanwhile stays to be written."""
        for _ in rows:
            self._rows.popleft()
        for person in people:
            if self._people.get(person.person) is person:
                del self._people[person.person]
        self._close_gap()

    def _note_person(self, event: ev.Event, wall_ms: int) -> None:
        if isinstance(event, ev.Entered):
            name = clean_text(event.name)
            person = PersonRow(event.person, name, event.look, event.role, wall_ms)
        elif isinstance(event, ev.ProfileChanged) and event.avatar in self._present:
            former = self._present[event.avatar]
            person = replace(former, name=clean_text(event.name), look=event.look)
        else:
            return
        self._present[event.avatar] = self._people[person.person] = person

    def _add_row(self, event: ev.Event, wall_ms: int, island: str) -> None:
        encoded = kind_and_facts(event)
        moves = self._run.event.log == "movement"
        if encoded is None or (type(event) in MOVEMENT and not moves):
            return
        share = MOVEMENT_SHARE if type(event) in MOVEMENT else 1.0
        if len(self._rows) + (self._gap is not None) >= self._rows_max * share:
            self._lose(event.t_ms, wall_ms)
            return
        self._close_gap()
        kind, facts = encoded
        if type(event) in WITH_ISLAND:
            facts[ON_ISLAND] = clean_text(island)
        avatar: AvatarId | None = getattr(event, "avatar", None)
        present = None if avatar is None else self._present.get(avatar)
        self._rows.append(
            LogRow(
                run=self._run.run,
                seq=self._take_seq(),
                t_ms=event.t_ms,
                wall_ms=wall_ms,
                kind=kind,
                avatar=avatar,
                person=None if present is None else present.person,
                facts=facts,
                path=pack_path(event) if moves else None,
            )
        )

    def _lose(self, t_ms: int, wall_ms: int) -> None:
        self.lost += 1
        if self._gap is None:
            self._gap = _Gap(0, t_ms, wall_ms)
        self._gap.rows += 1

    def _close_gap(self) -> None:
        """Write the gap down as a row, if there is one and room for it."""
        gap = self._gap
        if gap is None or len(self._rows) >= self._rows_max:
            return
        self._gap = None
        facts = {"lost": gap.rows}
        seq = self._take_seq()
        row = LogRow(self._run.run, seq, gap.t_ms, gap.wall_ms, GAP, None, None, facts, None)
        self._rows.append(row)

    def _take_seq(self) -> int:
        self._next_seq += 1
        return self._next_seq - 1
