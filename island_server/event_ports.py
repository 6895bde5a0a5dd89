"""What siblings know of each other about events: their plans, and who may change those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from island_server.core.events import Role
from island_server.ports import EventInfo, LogDetail
from island_server.protocol.event_messages import CopyDraft, PlanChanges, PlanDraft

MOST_EVENTS = 1000
"""So many plans one data folder holds, archived ones included."""


EventPhase = Literal["coming", "now", "past"]
"""Where an event stands in its period."""


@dataclass(frozen=True, slots=True)
class EventPlan:
    """An event as it was planned. Times are milliseconds since 1970 (UTC).

    Attributes:
        id: in every link, never changed.
        map: a name out of the library; of the event of the settings also the path of a file.
        starts_ms, ends_ms: the period; `None` leaves that side open.
        languages: in which the door offers itself, the first one first; empty: whatever the
            browser likes best.
        capacity: most people at once; `None` is what the server allows.
        organisers_since_s: organiser links that were made before (seconds since 1970) are void.
        is_default: whether it is the event of the settings, which no record holds.
    """

    id: str
    name: str
    map: str
    series: str
    log: LogDetail
    retention_days: int
    created_ms: int
    description: str = ""
    starts_ms: int | None = None
    ends_ms: int | None = None
    languages: tuple[str, ...] = ()
    capacity: int | None = None
    archived_ms: int | None = None
    organisers_since_s: int = 0
    is_default: bool = False

    def phase(self, wall_ms: int) -> EventPhase:
        """Before, in or after its period; what is archived is past."""
        if self.archived_ms is not None or (self.ends_ms is not None and wall_ms >= self.ends_ms):
            return "past"
        if self.starts_ms is not None and wall_ms < self.starts_ms:
            return "coming"
        return "now"

    def info(self, map_id: str) -> EventInfo:
        """What everybody may know of it, on a map."""
        return EventInfo(
            self.id,
            self.name,
            map_id,
            self.log,
            self.retention_days,
            self.series,
            self.description,
            self.starts_ms,
            self.ends_ms,
            self.languages,
        )


class PlanStore(Protocol):
    """Keeps plans. Every method raises `StoreError` if the database cannot do it."""

    async def plans(self) -> list[EventPlan]:
        """All of them, archived ones too, the earliest made first."""

    async def add(self, plan: EventPlan, shelf: Mapping[str, bytes]) -> None:
        """Keep a new plan, and what its event finds on its shelf, both or none.

        Raises `EventRefused`: `event_exists`, `too_many_events`.
        """

    async def put(self, plan: EventPlan) -> None:
        """Keep a plan in the place of the one of the same id, if there is one.

        Its name and retention hold for what was logged, too.
        """

    async def has_begun(self, event_id: str) -> bool:
        """Whether an event was ever open, so that people may have been there."""

    async def shelf_of(self, event_id: str, beginnings: Sequence[str]) -> Mapping[str, bytes]:
        """What lies on an event's shelf under keys that begin so."""


@dataclass(frozen=True, slots=True)
class EventScope:
    """Whose events somebody may manage: those of one series, or with `None` all."""

    series: str | None

    def covers(self, plan: EventPlan) -> bool:
        """Whether an event is one of them."""
        return self.series is None or plan.series == self.series


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """An event at this moment. A closed one has zeros.

    Attributes:
        people: inside now.
        conversations: going on now.
        peak: most people at once since the event opened.
        arrivals_per_minute: who came in during the last minute.
    """

    is_open: bool = False
    people: int = 0
    conversations: int = 0
    peak: int = 0
    arrivals_per_minute: int = 0


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token for programs, without the secret itself."""

    id: str
    name: str
    series: str | None
    created_ms: int


class TokenStore(Protocol):
    """Keeps tokens for programs, by a hash of their secret."""

    async def tokens(self) -> Sequence[ApiToken]:
        """All that count, the earliest made first."""

    async def add(self, token: ApiToken, digest: bytes) -> None:
        """Keep a new one."""

    async def revoke(self, identity: str) -> bool:
        """Forget one, by its id; whether it was there."""

    async def find(self, digest: bytes) -> ApiToken | None:
        """The one whose secret has this hash."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that was made, and the one link that its organiser gets."""

    plan: EventPlan
    link: str


class EventAsked(Protocol):
    """What may be asked about events. All raise `EventRefused` and `StoreError`.

    Of an event outside of the scope nobody is told that it is there: `unknown_event`.
    """

    def listed(self, scope: EventScope) -> Sequence[EventPlan]:
        """Those of the scope, archived ones too."""

    def find(self, scope: EventScope, event_id: str) -> EventPlan:
        """One of them."""

    def figures(self, event_id: str) -> LiveFigures:
        """One at this moment."""

    def maps(self) -> Sequence[str]:
        """The maps on which an event can be."""

    async def create(self, scope: EventScope, draft: PlanDraft) -> NewEvent:
        """Plan a new one."""

    async def copy(self, scope: EventScope, event_id: str, draft: CopyDraft) -> NewEvent:
        """Plan another one with the zones and activities of one, and nothing about its people."""

    async def edit(self, scope: EventScope, event_id: str, changes: PlanChanges) -> EventPlan:
        """Change what was planned."""

    async def archive(self, scope: EventScope, event_id: str, *, archived: bool) -> EventPlan:
        """Put one away, or take it out again."""

    async def hand_over(self, scope: EventScope, event_id: str, *, revoke: bool) -> NewEvent:
        """Make a link for another organiser; with `revoke` all earlier organiser links are void."""

    def invite(self, scope: EventScope, event_id: str, role: Role, days: float | None) -> str:
        """Make an invitation link."""
