"""Makes the rows of the tables out of a log, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.records import Ending, Pieces
from island_server.core.events import Moved
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Logged
from island_server.core.motion import Runs, path_end
from island_server.store.log_files.log_source import Entry
from island_server.store.log_files.naming import Keys
from island_server.store.log_files.outline import LogOutline, RunOutline
from island_server.store.log_files.tables import (
    CONVERSATIONS,
    FACTS,
    MOVEMENT,
    PEOPLE,
    PRESENCE,
    STAYS,
    ZONES,
    Row,
    TableForm,
    Value,
)

_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")

Made = Iterator[tuple[TableForm, Row]]


class TableRows:
    """Rows of one export, as the entries come by; memory grows with people, not with entries."""

    def __init__(self, outline: LogOutline, keys: Keys, *, has_names: bool) -> None:
        self._outline = outline
        self._keys = keys
        self._has_names = has_names
        self._names = {person.person: person.name for person in outline.people}
        self._chronicle = Chronicle()
        self._run = 0
        self._whose: dict[AvatarId, PersonId | None] = {}

    def people(self) -> Made:
        """Everybody who came."""
        found = [
            (it.seen_ms, self._keys.of(it.person), self._who(it.person), it.role.value)
            for it in self._outline.people
        ]
        for seen_ms, _, who, role in sorted(found, key=lambda it: it[:2]):
            yield PEOPLE, [*who, role, seen_ms]

    def take(self, run: RunOutline, found: Sequence[Entry]) -> Made:
        """The rows that some entries make, and those of what ended with them."""
        if run.number != self._run:
            self._run = run.number
            self._whose = {it.avatar: it.person for it in run.avatars}
        for entry, row in found:
            if row is None:
                yield MOVEMENT, self._movement(entry)
            else:
                yield PRESENCE, self._presence(entry, row)
        self._chronicle.take(entry for entry, _ in found)
        yield from self._spans(self._chronicle.hand_over())

    def finish(self) -> Made:
        """The rows of what had not ended when the log did."""
        yield from self._spans(self._chronicle.hand_over(Ending.OPEN))

    def _presence(self, entry: Logged, row: Any) -> Row:
        facts: dict[str, Any] = row.facts or {}
        return [
            entry.seq,
            entry.wall_ms,
            self._run,
            row.t_ms,
            entry.island,
            row.kind,
            row.avatar,
            *self._who(self._whose.get(row.avatar)),
            row.zone,
            row.conversation,
            *(_plain(facts.get(name)) for name in FACTS),
        ]

    def _movement(self, entry: Logged) -> Row:
        what = entry.what
        if not isinstance(what, Moved):
            raise TypeError(f"entry {entry.seq} has no row and is no movement")
        end = path_end(what.x, what.y, what.runs)
        return [
            entry.seq,
            entry.wall_ms,
            self._run,
            what.t_ms,
            entry.island,
            what.avatar,
            *self._who(self._whose.get(what.avatar)),
            what.t0_ms,
            what.x,
            what.y,
            what.facing,
            _path(what.runs),
            end.x,
            end.y,
        ]

    def _spans(self, pieces: Pieces) -> Made:
        for stay in pieces.stays:
            yield STAYS, [*self._who(stay.person), stay.island, *_span(stay)]
        for visit in pieces.visits:
            yield ZONES, [*self._who(visit.person), *visit.zone, *_span(visit)]
        for conversation, talk in pieces.talks:
            about = (conversation, talk.kind and talk.kind.value, talk.island, talk.zone)
            for member in talk.members:
                who = self._who(member.person)
                yield CONVERSATIONS, [*about, *who, member.part.value, *_span(member)]

    def _who(self, person: PersonId | None) -> tuple[Value, ...]:
        key = self._keys.of(person) if person else None
        if not self._has_names:
            return (key,)
        return key, (self._names.get(person) or None) if person else None


def _span(piece: Any) -> tuple[Value, ...]:
    start_ms, end_ms = piece.start_ms, piece.end_ms
    return start_ms, end_ms, end_ms - start_ms, piece.ending.value


def _plain(fact: Any) -> Value:
    """A fact as it is, or as JSON if it is one of several parts."""
    if isinstance(fact, dict | list):
        return msgspec.json.encode(fact).decode()
    value: Value = fact
    return value


def _path(runs: Runs) -> str:
    return " ".join(f"{_COMPASS[direction]}{steps}" for direction, steps in runs)
