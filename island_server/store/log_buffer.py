"""Entries on their way to the attendance log, numbered, bounded, and honest about what was lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap, Logged
from island_server.core.snapshots import NOWHERE, LoggedSnapshot
from island_server.core.units import SOUTH
from island_server.ports import LogBatch, LogRun, PersonRow
from island_server.store.presence_rows import AT_ONCE, clean_text, is_kept

MOVEMENT_SHARE = 0.8
"""Paths fill no more than this part of the buffer: who was there matters more than where."""


@dataclass(slots=True)
class _Lost:
    """Events refused since the last entry that was taken."""

    count: int
    t_ms: int
    wall_ms: int


class LogBuffer:
    """Numbers events and keeps them until they are written.

    What does not fit is lost, and a `Gap` with the number comes in its place as soon as there is
    room.
    """

    def __init__(self, run: LogRun, entries_max: int) -> None:
        self._run = run
        self._entries_max = entries_max
        self._moves = run.event.log == "movement"
        self._entries: deque[Logged] = deque()
        self._snapshots: deque[LoggedSnapshot] = deque()
        self._people: dict[PersonId, PersonRow] = {}
        self._present: dict[AvatarId, PersonRow] = {}
        self._unkept: set[AvatarId] = set()
        """Avatars whose path is not kept."""
        self._lost: _Lost | None = None
        self.last_seq = run.next_seq - 1
        """The number of the last entry."""
        self.lost = 0
        """Events lost since the start."""
        self.gaps = 0
        """How often some were lost in a row."""

    def __len__(self) -> int:
        """How many entries and snapshots wait."""
        return len(self._entries) + len(self._snapshots)

    def add(self, events: Iterable[ev.Event], wall_ms: int, island: str) -> bool:
        """Take events of an island in order. True if one of them should be written at once."""
        hurry = False
        for event in events:
            self._note_person(event, wall_ms)
            if is_kept(event, movement=self._moves) and self._may_keep(event):
                self._add_entry(event, wall_ms, island)
                hurry = hurry or type(event) in AT_ONCE
            if isinstance(event, ev.Left):
                self._present.pop(event.avatar, None)
                self._unkept.discard(event.avatar)
        return hurry

    def add_snapshot(self, snapshot: LoggedSnapshot) -> None:
        """Take a snapshot of the state after the last entry, to be written after it."""
        self._snapshots.append(snapshot)

    def can_take_snapshot(self, island: str) -> bool:
        """Whether a state can be told: nothing is being lost, and none of the island waits."""
        return self._lost is None and all(waiting.island != island for waiting in self._snapshots)

    def front(self, count: int) -> LogBatch:
        """The oldest entries, the snapshots among them, and people whose row is to be written."""
        self._close_gap()
        entries = list(islice(self._entries, count))
        is_all = len(entries) == len(self._entries)
        snapshots = [s for s in self._snapshots if is_all or s.seq <= entries[-1].seq]
        return LogBatch(entries, snapshots, list(self._people.values()))

    def written(self, batch: LogBatch) -> None:
        """Forget what `front` gave; a person who changed meanwhile stays to be written."""
        for _ in batch.entries:
            self._entries.popleft()
        for _ in batch.snapshots:
            self._snapshots.popleft()
        for person in batch.people:
            if self._people.get(person.person) is person:
                del self._people[person.person]
        self._close_gap()

    def _may_keep(self, event: ev.Event) -> bool:
        """Whether the person lets it be kept; notes what they say about that."""
        match event:
            case (
                ev.Entered(avatar=avatar, keeps_path=False) | ev.PathKept(avatar=avatar, kept=False)
            ):
                self._unkept.add(avatar)
            case ev.PathKept(avatar=avatar):
                self._unkept.discard(avatar)
            case ev.Moved(avatar=avatar):
                return avatar not in self._unkept
            case _:
                pass
        return True

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

    def _add_entry(self, event: ev.Event, wall_ms: int, island: str) -> None:
        share = MOVEMENT_SHARE if isinstance(event, ev.Moved) else 1.0
        if len(self._entries) + (self._lost is not None) >= self._entries_max * share:
            self._lose(event.t_ms, wall_ms)
            return
        self._close_gap()
        if isinstance(event, ev.Entered) and not (self._moves and event.keeps_path):
            event = replace(event, x=NOWHERE.x, y=NOWHERE.y, facing=SOUTH, keeps_path=False)
        self._append(wall_ms, island, event)

    def _append(self, wall_ms: int, island: str, what: ev.Event | Gap) -> None:
        self.last_seq += 1
        self._entries.append(Logged(self.last_seq, self._run.run, island, wall_ms, what))

    def _lose(self, t_ms: int, wall_ms: int) -> None:
        self.lost += 1
        if self._lost is None:
            self.gaps += 1
            self._lost = _Lost(0, t_ms, wall_ms)
        self._lost.count += 1

    def _close_gap(self) -> None:
        """Write the gap down as an entry, if there is one and room for it."""
        lost = self._lost
        if lost is not None and len(self._entries) < self._entries_max:
            self._lost = None
            self._append(lost.wall_ms, "", Gap(lost.t_ms, lost.count))
