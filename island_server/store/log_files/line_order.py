"""What an export must keep to from line to line."""

from __future__ import annotations

from dataclasses import dataclass, field

from island_server.core.ids import ISLAND_SHIFT
from island_server.store.log_files import lines


@dataclass(slots=True)
class _Counted:
    people: int = 0
    runs: int = 0
    avatars: int = 0
    presence: int = 0
    moves: int = 0
    snapshots: int = 0


@dataclass(slots=True)
class LineOrder:
    """Takes line after line. Raises ValueError, key first, for one that has no place here."""

    promised: lines.Counts
    _counted: _Counted = field(default_factory=_Counted)
    _people: set[str] = field(default_factory=set)
    _avatars: set[int] = field(default_factory=set)
    """Of the run under way."""
    _has_entries: bool = False
    """The run under way has entries or snapshots already."""
    _last_seq: int = 0
    _last_island: str | None = None
    """Of the last snapshot, if no entry came after it."""
    _t_ms: dict[tuple[str, int], int] = field(default_factory=dict)

    def counts(self) -> lines.Counts:
        """How many of each there were."""
        it = self._counted
        return lines.Counts(it.people, it.runs, it.avatars, it.presence, it.moves, it.snapshots)

    def take(self, line: lines.Line) -> None:
        """Look at the next line."""
        counted = self._counted
        match line:
            case lines.Person():
                counted.people += 1
                self._person(line)
            case lines.Run():
                counted.runs += 1
                self._run(line)
            case lines.Avatar():
                counted.avatars += 1
                self._avatar(line)
            case lines.Presence():
                counted.presence += 1
                self._entry(line, line.avatar or line.conversation)
            case lines.Move():
                counted.moves += 1
                self._entry(line, line.avatar)
            case lines.Snapshot():
                counted.snapshots += 1
                self._snapshot(line)
            case _:
                raise ValueError("record: the log begins here a second time")

    def _person(self, line: lines.Person) -> None:
        if self._counted.runs:
            raise ValueError("record: people stand before the first run")
        if line.person in self._people:
            raise ValueError(f"person: {line.person!r} is there twice")
        self._people.add(line.person)

    def _run(self, line: lines.Run) -> None:
        if line.run != self._counted.runs:
            raise ValueError(f"run: {line.run} comes where {self._counted.runs} should")
        self._avatars.clear()
        self._t_ms.clear()
        self._has_entries, self._last_island = False, None

    def _avatar(self, line: lines.Avatar) -> None:
        self._check_run(line.run)
        if self._has_entries:
            raise ValueError("record: avatars stand before the entries of their run")
        if line.avatar in self._avatars:
            raise ValueError(f"avatar: {line.avatar} is there twice in this run")
        self._avatars.add(line.avatar)

    def _entry(self, line: lines.Presence | lines.Move, number: int | None) -> None:
        self._check_run(line.run)
        if line.seq <= self._last_seq:
            raise ValueError(f"seq: {line.seq} comes after {self._last_seq}, so entries overlap")
        if number is not None:
            key = (line.island, number >> ISLAND_SHIFT)
            if line.t_ms < self._t_ms.get(key, line.t_ms):
                raise ValueError(
                    f"t_ms: {line.t_ms} comes after {self._t_ms[key]}, so time runs backwards"
                )
            self._t_ms[key] = line.t_ms
        self._last_seq, self._last_island, self._has_entries = line.seq, None, True

    def _snapshot(self, line: lines.Snapshot) -> None:
        self._check_run(line.run)
        if line.seq < self._last_seq:
            raise ValueError(f"seq: a snapshot at {line.seq} comes after entry {self._last_seq}")
        if line.seq == self._last_seq and line.island <= (self._last_island or ""):
            raise ValueError(f"island: the snapshot of {line.island!r} is out of order")
        self._last_seq, self._last_island, self._has_entries = line.seq, line.island, True

    def _check_run(self, run: int) -> None:
        if run != self._counted.runs or not run:
            raise ValueError(f"run: {run} is not the one that began before")
