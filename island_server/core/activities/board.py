"""All activities of an event: what hosts do with them, commands in and facts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from island_server.core.activities import limits
from island_server.core.activities.activity import TALLIES, Activity, Phase
from island_server.core.activities.draft import Draft, check_draft
from island_server.core.ids import PersonId
from island_server.errors import ReasonError

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Put:
    """Make an activity, or change one that has not opened."""

    id: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Open:
    """Let people take part; `key` is needed for anonymous answers."""

    id: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """Let nobody take part any more, for good."""

    id: str


@dataclass(frozen=True, slots=True)
class Show:
    """Let everybody see the results, or no longer."""

    id: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class GoOn:
    """Ask the next question of a quiz."""

    id: str


@dataclass(frozen=True, slots=True)
class Hide:
    """Take a word or a question out of sight, or show it again."""

    id: str
    item: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Make a new draft of an activity, as `new_id`."""

    id: str
    new_id: str


@dataclass(frozen=True, slots=True)
class Delete:
    """Put an activity into the bin; if it is open, it closes."""

    id: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Have an activity back from the bin."""

    id: str


Command = Put | Open | Close | Show | GoOn | Hide | Copy | Delete | Restore


@dataclass(frozen=True, slots=True)
class Changed:
    """An activity is new or otherwise than before."""

    id: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An activity opened."""

    id: str


@dataclass(frozen=True, slots=True)
class Closed:
    """An activity closed."""

    id: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An activity is no more, not even in the bin."""

    id: str


Fact = Changed | Opened | Closed | Gone


@dataclass(slots=True)
class Board:
    """The activities by id, in the order in which they were made."""

    activities: dict[str, Activity] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Activity]:
        return iter(list(self.activities.values()))

    def apply(self, command: Command, now_ms: int) -> list[Fact]:
        """Carry a host's command out; `now_ms` since 1970.

        Raises `ReasonError`: unknown_activity, activities_full, and what the activity says.
        """
        match command:
            case Put():
                return self._put(command, now_ms)
            case Copy(identity, new_id):
                return self._put(Put(new_id, self.find(identity).draft), now_ms)
            case Restore(identity) | Delete(identity):
                change = self._restore if isinstance(command, Restore) else self._delete
                return change(identity, now_ms)
            case Open():
                return self._open(command, now_ms)
            case Close(identity):
                return self._close(identity, now_ms)
            case _:
                return self._adjust(command, now_ms)

    def find(self, identity: str) -> Activity:
        """An activity that is not in the bin. Raises `ReasonError("unknown_activity")`."""
        activity = self.activities.get(identity)
        if activity is None or activity.is_deleted:
            raise ReasonError("unknown_activity")
        return activity

    def expire(self, now_ms: int, retention_days: int) -> list[Fact]:
        """Drop what no host has touched for as long as the event keeps anything."""
        oldest_ms = now_ms - retention_days * DAY_MS
        old = [it.id for it in self if it.changed_ms < oldest_ms]
        for identity in old:
            del self.activities[identity]
        return [Gone(identity) for identity in old]

    def forget(self, person: PersonId) -> list[Fact]:
        """Let nothing lead to somebody any more."""
        for activity in self:
            activity.forget(person)
        return [Changed(activity.id) for activity in self]

    def pictures(self) -> set[str]:
        """The names of all pictures that are asked about, also in the bin."""
        return {option.picture for it in self for option in it.draft.options if option.picture}

    def _put(self, command: Put, now_ms: int) -> list[Fact]:
        check_draft(command.draft)
        former = self.activities.get(command.id)
        if former is None:
            self._check_room()
            tally = TALLIES[command.draft.kind]()
            self.activities[command.id] = Activity(
                command.id, command.draft, tally, changed_ms=now_ms
            )
            return [Changed(command.id)]
        if self.find(command.id).phase is not Phase.DRAFT:
            raise ReasonError("activity_open")
        if former.draft.kind is not command.draft.kind:
            raise ReasonError("activity_kind")
        self.activities[command.id] = replace(former, draft=command.draft, changed_ms=now_ms)
        return [Changed(command.id)]

    def _open(self, command: Open, now_ms: int) -> list[Fact]:
        activity = self.find(command.id)
        if sum(it.phase is Phase.OPEN and not it.is_deleted for it in self) >= limits.OPEN_MAX:
            raise ReasonError("activities_full")
        activity.open(now_ms, command.key)
        return [Changed(command.id), Opened(command.id)]

    def _close(self, identity: str, now_ms: int) -> list[Fact]:
        self.find(identity).close(now_ms)
        return [Changed(identity), Closed(identity)]

    def _adjust(self, command: Show | GoOn | Hide, now_ms: int) -> list[Fact]:
        match command:
            case Show():
                self.find(command.id).show(now_ms, shown=command.shown)
            case GoOn():
                self.find(command.id).go_on(now_ms)
            case Hide():
                self.find(command.id).hide(command.item, hidden=command.hidden)
        return [Changed(command.id)]

    def _delete(self, identity: str, now_ms: int) -> list[Fact]:
        activity = self.find(identity)
        facts: list[Fact] = [Changed(identity)]
        if activity.phase is Phase.OPEN:
            activity.close(now_ms)
            facts.append(Closed(identity))
        activity.is_deleted, activity.changed_ms = True, now_ms
        binned = sorted((it for it in self if it.is_deleted), key=lambda it: it.changed_ms)
        for old in binned[: -limits.BIN_MAX]:
            del self.activities[old.id]
            facts.append(Gone(old.id))
        return facts

    def _restore(self, identity: str, now_ms: int) -> list[Fact]:
        activity = self.activities.get(identity)
        if activity is None or not activity.is_deleted:
            raise ReasonError("unknown_activity")
        self._check_room()
        activity.is_deleted, activity.changed_ms = False, now_ms
        return [Changed(identity)]

    def _check_room(self) -> None:
        if sum(not it.is_deleted for it in self) >= limits.ACTIVITIES_MAX:
            raise ReasonError("activities_full")
