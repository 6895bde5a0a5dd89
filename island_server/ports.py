"""What siblings know of each other.

`web`, `realtime`, `media`, `store`, `access` and `map_files` never import one another: they meet
in the protocols below, and in those of `map_ports`, and are joined in `app.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.island_map import IslandMap
from island_server.core.logged import Logged
from island_server.core.media_plan import SlotSource
from island_server.core.snapshots import LoggedSnapshot


@dataclass(frozen=True, slots=True)
class MediaOffer:
    """The SFU's offer to one browser.

    `generation` counts the offers made to this peer, from 1; an answer names the generation it
    answers. `sdp` is a complete offer (RFC 8829); the browser answers once and is never
    renegotiated at a meeting.
    """

    generation: int
    sdp: str


class MediaListener(Protocol):
    """Told by the media service, on the event loop's thread, in order."""

    def on_media_up(self, avatar: AvatarId) -> None:
        """The peer's transport is connected: its slots carry packets from now on."""

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        """The peer's transport ended or never came up.

        Reason `away`: nothing was heard for a while; the peer is kept, may come back by itself
        (`on_media_up`), and `restart` may help sooner. After any other reason it is forgotten.
        """

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        """Loudness of those who spoke since the last call: RFC 6464, 0 loudest .. 127 silent."""

    def on_media_lost(self) -> None:
        """The media process died: every peer and its slots are gone; open them anew."""


class MediaService(Protocol):
    """Carries voices and pictures as `core.media_plan` says, and no more."""

    async def start(self, listener: MediaListener) -> None:
        """Be ready to open peers. Raises `MediaUnavailable` naming the setting to change."""

    async def stop(self) -> None:
        """Close every peer and end the media process."""

    async def open(self, avatar: AvatarId) -> MediaOffer:
        """Make a peer with its receive slots. Opening an open peer closes the former first.

        Raises `MediaRefused("media_full")` or `MediaUnavailable`.
        """

    async def answer(self, avatar: AvatarId, generation: int, sdp: str) -> None:
        """Take the browser's answer. Raises `MediaRefused` if it does not fit."""

    def set_slots(self, avatar: AvatarId, changes: Mapping[int, SlotSource | None]) -> None:
        """Change what a peer receives; `None` empties a slot. Never blocks, keeps order."""

    async def restart(self, avatar: AvatarId) -> MediaOffer:
        """ICE restart (RFC 8445 section 9): an offer of the next generation, same DTLS."""

    def close(self, avatar: AvatarId) -> None:
        """Forget a peer; unknown peers are ignored."""

    async def stats(self) -> Mapping[str, float]:
        """Counters for `/metrics`, by name."""


class Clock(Protocol):
    """The island's time and the world's time; injected, so that tests own both."""

    def now_ms(self) -> int:
        """Milliseconds since the clock was made; never goes back, never jumps."""

    def wall_ms(self) -> int:
        """Milliseconds since 1970 (UTC), as the machine believes; may jump."""

    async def sleep_ms(self, duration_ms: int) -> None:
        """Return once `now_ms` has grown by `duration_ms`; 0 lets others run."""


LogDetail = Literal["presence", "movement"]
"""What an event writes down: who was where and with whom; or every path walked as well."""


@dataclass(frozen=True, slots=True)
class EventInfo:
    """What everybody may know of an event before entering it.

    Attributes:
        id: in every link, so that a link opens no other event.
        name: what people read.
        map_id: the `IslandMapBundle` on which it takes place.
        log: what is written down.
        retention_days: after which it is deleted.
        series: events of one series know their people from one another.
        starts_ms, ends_ms: its period, in milliseconds since 1970; `None` leaves that side open.
        languages: in which its door offers itself, the first one first; empty for all.
        is_shared: whether there are other events of its series.
    """

    id: str
    name: str
    map_id: str
    log: LogDetail
    retention_days: int
    series: str
    description: str = ""
    starts_ms: int | None = None
    ends_ms: int | None = None
    languages: tuple[str, ...] = ()
    is_shared: bool = False

    @property
    def map_path(self) -> str:
        """Where browsers fetch the map."""
        return f"/maps/{self.map_id}/island.json"

    def as_message(self) -> dict[str, object]:
        """The `event` map of docs/protocol.md section 1."""
        return {
            "id": self.id,
            "name": self.name,
            "map": self.map_path,
            "log": self.log,
            "retention_days": self.retention_days,
            "series": self.series,
            "version": 1,
            **{key: value for key, value in self._planned().items() if value},
        }

    def _planned(self) -> dict[str, object]:
        times = {"starts_ms": self.starts_ms, "ends_ms": self.ends_ms}
        more = {"languages": list(self.languages), "shared": self.is_shared}
        return {"description": self.description, **times, **more}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a valid link says. `expires_s` is in seconds since 1970; `id` tells links apart.

    `groups`: the named groups of whoever comes by it.
    """

    event_id: str
    role: Role
    expires_s: int
    id: str = ""
    groups: tuple[str, ...] = ()


class InvitationCheck(Protocol):
    """Tells whether a link opens the event."""

    def check(self, token: str | None) -> Invitation:
        """Read a link's token.

        Raises `AccessDenied`: link_missing, link_invalid, link_expired, link_revoked, guests_only.
        """


class PersonTokens(Protocol):
    """Makes somebody who comes back the same person."""

    def new_person(self) -> PersonId:
        """A random id for somebody seen for the first time."""

    def issue(self, person: PersonId) -> str:
        """The secret with which this person comes back to this event."""

    def recall(self, token: str | None) -> PersonId | None:
        """The person behind a token; `None` if it is missing, forged or of another event."""


@dataclass(frozen=True, slots=True)
class IslandMapBundle:
    """A map as browsers fetch it.

    Attributes:
        id: one path segment that names this very content (`IslandMap.id`): browsers keep it for
            good.
        json: the compact form of docs/protocol.md section 6, not compressed.
        files: bytes by file name, as in `/maps/ID/NAME`; the suffix tells the type. They come from
            whoever made the map: none of them is to be trusted.
    """

    id: str
    json: bytes
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class LoadedIsland:
    """A map ready for use: for the world and for browsers, and what does not work as meant.

    `files` are those that it was made from, and those that it names and that are not there;
    `sources`: for the names of the bundle's files, the paths from the map's folder.
    """

    island: IslandMap
    bundle: IslandMapBundle
    warnings: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


class MapLibrary(Protocol):
    """The maps to which people can travel, by name."""

    def names(self) -> Collection[str]:
        """The names there are now. Returns at once."""

    async def load(self, name: str) -> LoadedIsland:
        """Load a map, off the event loop. Raises `MapError`."""


@dataclass(frozen=True, slots=True)
class LogRun:
    """One run of an event's island, from start to stop; avatar ids and `t_ms` are its own.

    `next_seq` is the number of the first entry to be written.
    """

    event: EventInfo
    run: int
    next_seq: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who a person is, the only place for a name. `seen_ms`: when first seen, by wall time."""

    person: PersonId
    name: str
    look: tuple[int, ...]
    role: Role
    seen_ms: int


@dataclass(frozen=True, slots=True)
class LogBatch:
    """What is written in one go: entries and snapshots in order, and people new or changed."""

    entries: Sequence[Logged] = ()
    snapshots: Sequence[LoggedSnapshot] = ()
    people: Sequence[PersonRow] = ()


PresenceRow = tuple[
    int, int, int, str, AvatarId | None, str | None, int | None, dict[str, object] | None
]
"""seq, t_ms, wall_ms, kind, avatar, zone, conversation, facts: as in docs/protocol.md section 7."""


@dataclass(frozen=True, slots=True)
class LogSegment:
    """An island's log from one snapshot to the next as it is kept, ready for a browser.

    Attributes:
        run, island, map_id, seq, t_ms, wall_ms: of the snapshot.
        end_ms: wall time of the island's next snapshot in this run, or of the run's last entry.
        snapshot: its bytes, as docs/attendance-format.md tells.
        presence: the island's entries but movement, and gaps, in order; up to the next snapshot.
        motion: chunks of movement in order, as docs/attendance-format.md tells; entries of other
            islands and other segments may be in them.
        people: everybody who is in it: avatar, person (`None` once erased), role.
    """

    run: int
    island: str
    map_id: str
    seq: int
    t_ms: int
    wall_ms: int
    end_ms: int
    snapshot: bytes
    presence: Sequence[PresenceRow]
    motion: Sequence[bytes]
    people: Sequence[tuple[AvatarId, PersonId | None, Role]]


@dataclass(frozen=True, slots=True)
class LoggedRun:
    """One run as the log has it. `moves` are the entries that are movement."""

    run: int
    started_ms: int
    first_seq: int
    last_seq: int
    first_wall_ms: int
    last_wall_ms: int
    islands: tuple[str, ...]
    entries: int
    moves: int


@dataclass(frozen=True, slots=True)
class LogSpan:
    """What there is of an event's log; `runs` that wrote something, in order."""

    event: EventInfo
    runs: tuple[LoggedRun, ...]

    @property
    def first_wall_ms(self) -> int | None:
        """When the earliest entry was recorded; `None` if there is none."""
        return min((run.first_wall_ms for run in self.runs), default=None)

    @property
    def last_wall_ms(self) -> int | None:
        """When the latest entry was recorded; `None` if there is none."""
        return max((run.last_wall_ms for run in self.runs), default=None)


class Shelf(Protocol):
    """Keeps small things of one event over restarts, by name: what a desk has to remember.

    Never what somebody said or wrote, other than what hosts publish and what people hand in at an
    activity. Every method raises
    `StoreError` if the database cannot do it.
    """

    async def read(self, key: str) -> bytes | None:
        """What was put there last; `None` if nothing is there."""

    async def put(self, key: str, data: bytes) -> None:
        """Keep something in the place of what was there; when it returns it survives a crash."""

    async def remove(self, key: str) -> None:
        """Forget what is there, if anything is."""
