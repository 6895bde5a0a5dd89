"""The lines of an export as JSON Lines; docs/attendance-export.md tells what each part means."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from island_server.core.events import Role
from island_server.ports import EventInfo, LogDetail

FORMAT: Literal["eiland-attendance"] = "eiland-attendance"
VERSION = 1
MOST_LINE_BYTES = 16 * 2**20
"""Longest line; a snapshot of thousands of people is far below it."""

Int64 = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Id = Annotated[int, msgspec.Meta(ge=1, le=2**32 - 1)]
Tile = Annotated[int, msgspec.Meta(ge=0, le=65535)]
Direction = Annotated[int, msgspec.Meta(ge=0, le=7)]
Steps = Annotated[int, msgspec.Meta(ge=0, le=8191)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
EventId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}\Z")]
NamingKind = Literal["pseudonyms", "names"]


class _Line(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Event(_Line):
    """The event, in the first line."""

    id: EventId
    name: str
    map_id: str
    log: LogDetail
    retention_days: Annotated[int, msgspec.Meta(ge=1, le=36500)]
    series: EventId

    @classmethod
    def of(cls, event: EventInfo) -> Event:
        """The event as the first line tells it."""
        return cls(
            event.id, event.name, event.map_id, event.log, event.retention_days, event.series
        )

    def info(self, event_id: str | None = None) -> EventInfo:
        """The event, under another id if one is given."""
        return EventInfo(
            event_id or self.id, self.name, self.map_id, self.log, self.retention_days, self.series
        )


class Counts(_Line):
    """How many records of each kind there are."""

    people: Count
    runs: Count
    avatars: Count
    presence: Count
    moves: Count
    snapshots: Count


class Header(_Line, tag_field="record", tag="log"):
    """The first line: what this is."""

    format: Literal["eiland-attendance"]
    version: int
    event: Event
    naming: NamingKind
    counts: Counts


class Person(_Line, tag_field="record", tag="person"):
    """Somebody who came; name and look only if names are told."""

    person: str
    role: Role
    first_seen_ms: Int64
    name: str | None = None
    look: tuple[Annotated[int, msgspec.Meta(ge=0, le=65535)], ...] | None = None


class Run(_Line, tag_field="record", tag="run"):
    """A run of the server begins."""

    run: Count
    started_ms: Int64


class Avatar(_Line, tag_field="record", tag="avatar"):
    """Whose avatar it is; nobody's if the person was erased."""

    run: Count
    avatar: Id
    entered_ms: Int64
    person: str | None = None


class Presence(_Line, tag_field="record", tag="presence"):
    """An entry that is not movement: a row of `log_presence`."""

    run: Count
    seq: Seq
    island: str
    t_ms: Int64
    wall_ms: Int64
    kind: str
    avatar: Id | None = None
    zone: str | None = None
    conversation: Id | None = None
    facts: dict[str, Any] | None = None


class Move(_Line, tag_field="record", tag="move"):
    """An entry that is movement; `runs` are pairs of direction and steps."""

    run: Count
    seq: Seq
    island: str
    t_ms: Int64
    wall_ms: Int64
    avatar: Id
    t0_ms: Int64
    x: Tile
    y: Tile
    facing: Direction
    runs: tuple[tuple[Direction, Steps], ...]


class Snapshot(_Line, tag_field="record", tag="snapshot"):
    """The whole state of an island; `state` as docs/attendance-format.md tells."""

    run: Count
    seq: Seq
    island: str
    map_id: str
    t_ms: Int64
    wall_ms: Int64
    state: msgspec.Raw


class End(_Line, tag_field="record", tag="end"):
    """The last line: the counts again, and a hash of all bytes before it."""

    counts: Counts
    sha256: str


Line = Header | Person | Run | Avatar | Presence | Move | Snapshot | End

ENCODER = msgspec.json.Encoder(order="deterministic")
DECODER: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)


class Version(msgspec.Struct):
    """What the first line of every version has."""

    format: str
    version: int


VERSION_DECODER = msgspec.json.Decoder(Version)
