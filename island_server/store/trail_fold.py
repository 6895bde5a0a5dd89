"""Rows of presence become one person's stays, zones and conversations. No database here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from island_server.trail_ports import TrailEntry, TrailMove, TrailStay, TrailTalk, TrailZone

TALK_KINDS = (
    *("conversation_opened", "conversation_joined"),
    *("conversation_left", "conversation_closed"),
)
"""Rows that tell who is in which conversation, of whomever."""


class PresenceRow(Protocol):
    """What is read of a row of `log_presence`."""

    seq: int
    island: str
    wall_ms: int
    kind: str
    avatar: int | None
    zone: str | None
    conversation: int | None
    facts: Any


@dataclass(slots=True)
class _OpenTalk:
    row: PresenceRow
    people: int


@dataclass(slots=True)
class _Talk:
    """A conversation of anybody, and how many are in it."""

    kind: str | None
    zone: str | None
    members: set[int]


class TrailFold:
    """Takes the rows of run after run, in order: those of one person, and those of `TALK_KINDS`."""

    def __init__(self) -> None:
        self.stays: list[TrailStay] = []
        self.zones: list[TrailZone] = []
        self.talks: list[TrailTalk] = []
        self.entries: list[TrailEntry] = []
        self.last_ms = 0
        """When the last entry about the person was recorded."""
        self._mine: Collection[int] = ()
        self._kept: list[tuple[int, int | None]] = []
        self._keeping: dict[int, int] = {}
        """Since which entry the path of an avatar is kept."""
        self._unseen: set[int] = set()
        """Avatars whose entering was not told, in this run."""
        self._here: PresenceRow | None = None
        """The row with which the stay began that lasts."""
        self._in_zones: dict[str, PresenceRow] = {}
        self._in_talks: dict[int, _OpenTalk] = {}
        self._all_talks: dict[int, _Talk] = {}

    def begin_run(self, avatars: Collection[int]) -> None:
        """The rows of another run follow, in which these avatars were the person's."""
        self._mine = frozenset(avatars)
        self._all_talks.clear()
        self._kept.clear()
        self._keeping.clear()
        self._unseen = set(avatars)

    def end_run(self, end_ms: int | None) -> None:
        """The run is over; what had no end ends at this time, or, if None, lasts still."""
        self._leave(end_ms)

    def kept_spans(self) -> list[tuple[int, int | None]]:
        """Between which entries of the run movement may be the person's; None: until its end."""
        if self._unseen:
            return [(0, None)]
        return [*self._kept, *((since, None) for since in self._keeping.values())]

    def arrivals(self) -> list[TrailMove]:
        """Where the person came onto an island, as far as that is kept."""
        return [
            TrailMove(entry.island, entry.wall_ms, int(str(facts["x"])), int(str(facts["y"])), ())
            for entry in self.entries
            if entry.kind == "entered" and (facts := entry.facts or {}).get("x") is not None
        ]

    def take(self, row: PresenceRow) -> None:
        """Take the next row in."""
        is_mine = row.avatar is not None and row.avatar in self._mine
        if is_mine:
            self._take_mine(row)
        if row.kind in TALK_KINDS and row.conversation is not None:
            self._take_talk(row, row.conversation)

    def _take_mine(self, row: PresenceRow) -> None:
        self.last_ms = max(self.last_ms, row.wall_ms)
        self.entries.append(TrailEntry(row.island, row.wall_ms, row.kind, row.zone, row.facts))
        self._note_path(row)
        if self._here is not None and self._here.avatar != row.avatar:
            self._leave(row.wall_ms)
        if self._here is None:
            self._here = row
        match row.kind:
            case "zone_entered" if row.zone is not None:
                self._in_zones.setdefault(row.zone, row)
            case "zone_left" if row.zone is not None and row.zone in self._in_zones:
                self._leave_zone(row.zone, row.wall_ms)
            case "conversation_joined" if row.conversation is not None:
                self._in_talks.setdefault(row.conversation, _OpenTalk(row, 0))
            case "conversation_left" if row.conversation is not None:
                self._leave_talk(row.conversation, row.wall_ms)
            case "left":
                self._leave(row.wall_ms)
            case _:
                pass

    def _note_path(self, row: PresenceRow) -> None:
        """Note from where and until where the path of an avatar is kept."""
        avatar, facts = row.avatar or 0, row.facts or {}
        if row.kind == "entered":
            self._unseen.discard(avatar)
        if (row.kind == "entered" and "x" in facts) or (row.kind == "path" and facts.get("kept")):
            self._keeping.setdefault(avatar, row.seq)
        elif row.kind in ("path", "left") and avatar in self._keeping:
            self._kept.append((self._keeping.pop(avatar), row.seq))

    def _take_talk(self, row: PresenceRow, number: int) -> None:
        talk = self._all_talks.setdefault(number, _Talk(None, row.zone, set()))
        match row.kind:
            case "conversation_opened":
                talk.kind, talk.zone = (row.facts or {}).get("kind"), row.zone
            case "conversation_joined" if row.avatar is not None:
                talk.members.add(row.avatar)
                if number in self._in_talks:
                    mine = self._in_talks[number]
                    mine.people = max(mine.people, len(talk.members))
            case "conversation_left" if row.avatar is not None:
                talk.members.discard(row.avatar)
            case "conversation_closed":
                self._leave_talk(number, row.wall_ms)
                del self._all_talks[number]
            case _:
                pass

    def _leave(self, end_ms: int | None) -> None:
        for zone in list(self._in_zones):
            self._leave_zone(zone, end_ms)
        for number in list(self._in_talks):
            self._leave_talk(number, end_ms)
        if self._here is not None:
            start = self._here
            self.stays.append(TrailStay(start.island, start.wall_ms, _end(start, end_ms)))
            self._here = None

    def _leave_zone(self, zone: str, end_ms: int | None) -> None:
        start = self._in_zones.pop(zone)
        self.zones.append(TrailZone(start.island, zone, start.wall_ms, _end(start, end_ms)))

    def _leave_talk(self, number: int, end_ms: int | None) -> None:
        mine = self._in_talks.pop(number, None)
        if mine is None:
            return
        row, talk = mine.row, self._all_talks.get(number) or _Talk(None, None, set())
        end_ms = _end(row, end_ms)
        self.talks.append(
            TrailTalk(row.island, talk.kind, talk.zone, row.wall_ms, end_ms, max(1, mine.people))
        )


def _end(start: PresenceRow, end_ms: int | None) -> int | None:
    """The end; never before the beginning, for the machine's clock may have been put back."""
    return None if end_ms is None else max(start.wall_ms, end_ms)
