"""What siblings know of each other.

`web`, `realtime`, `media`, `store`, `access` and `map_files` never import one another: they meet
in the protocols below and are joined in `app.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.island_map import IslandMap
from island_server.core.media_plan import SlotSource


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
    """

    id: str
    name: str
    map_id: str
    log: LogDetail
    retention_days: int

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
            "version": 1,
        }


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a valid link says. `expires_s` is in seconds since 1970."""

    event_id: str
    role: Role
    expires_s: int


class InvitationCheck(Protocol):
    """Tells whether a link opens the event."""

    def check(self, token: str | None) -> Invitation:
        """Read a link's token. Raises `AccessDenied`: link_missing, link_invalid, link_expired."""


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

    `files` are those that it was made from, and those that it names and that are not there.
    """

    island: IslandMap
    bundle: IslandMapBundle
    warnings: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()


class MapLibrary(Protocol):
    """The maps to which people can travel, by name."""

    def names(self) -> Collection[str]:
        """The names there are now. Returns at once."""

    async def load(self, name: str) -> LoadedIsland:
        """Load a map, off the event loop. Raises `MapError`."""


@dataclass(frozen=True, slots=True)
class LogRun:
    """One run of an event's island, from start to stop; avatar ids and `t_ms` are its own.

    `next_seq` is the number of the first row to be written.
    """

    event: EventInfo
    run: int
    next_seq: int


@dataclass(frozen=True, slots=True)
class LogRow:
    """One event as the attendance log keeps it; never a name, never what was said.

    Attributes:
        run: of which run; `seq` counts on over all runs of an event.
        t_ms: the island's time; wall_ms: the world's.
        kind: what happened, a fixed word.
        person: whose row this is, as long as that person was not erased.
        facts: the small rest, as JSON.
        path: what was walked, packed; only if the event logs movement.
    """

    run: int
    seq: int
    t_ms: int
    wall_ms: int
    kind: str
    avatar: AvatarId | None
    person: PersonId | None
    facts: Mapping[str, object]
    path: bytes | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who a person is, the only place for a name. `seen_ms`: when first seen, by wall time."""

    person: PersonId
    name: str
    look: tuple[int, ...]
    role: Role
    seen_ms: int


class AttendanceStore(Protocol):
    """Keeps attendance logs. Every method raises `StoreError` if the database cannot do it."""

    async def begin_run(self, event: EventInfo, wall_ms: int) -> LogRun:
        """Note that an event's island starts, and where its log goes on."""

    async def append(
        self, run: LogRun, rows: Sequence[LogRow], people: Sequence[PersonRow]
    ) -> None:
        """Keep all of these or, if it raises, perhaps none; writing the same again changes nothing.

        When it returns they survive a crash of the machine. People known already get the new name,
        look and role.
        """

    async def read(self, event_id: str, after_seq: int, limit: int) -> list[LogRow]:
        """At most `limit` rows of an event in order, from the one after `after_seq` on."""

    async def people(self, event_id: str) -> list[PersonRow]:
        """Everybody who came to an event, the first first."""

    async def forget_old(self, wall_ms: int) -> int:
        """Erase what each event's retention no longer allows at this time; returns how many rows.

        People go with their last row.
        """

    async def close(self) -> None:
        """Give the database back; nothing may be called afterwards."""


@dataclass(frozen=True, slots=True)
class MapSummary:
    """What an organiser sees of one map of the library.

    Attributes:
        name: by which it is chosen.
        title: what people read; the name if it has none.
        bundled: it comes with Eiland, and cannot be removed.
        width, height: tiles.
        zones: how many of each kind.
        portals: the islands that its portals lead to.
        warnings: how many things in it do not work as meant.
        size_bytes: all its files.
        added_ms: when, by wall time; `None` if bundled.
        source: what was given when it was added.
        problem: why it cannot be used at all; the facts are empty then.
    """

    name: str
    title: str
    bundled: bool
    width: int = 0
    height: int = 0
    zones: Mapping[str, int] = field(default_factory=dict)
    portals: tuple[str, ...] = ()
    warnings: int = 0
    size_bytes: int = 0
    added_ms: int | None = None
    source: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class AddedMap:
    """What became of one map of an upload: it has a name, or a problem; `file` is as uploaded."""

    file: str
    name: str | None
    replaced: bool = False
    warnings: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class MapProblem:
    """Something in a map that does not work as meant; `file` and `key` may be empty."""

    weight: Literal["error", "warning", "note"]
    file: str
    key: str
    text: str


class MapShelf(Protocol):
    """The maps that an event can use. Everything blocks for up to seconds: call it in a thread.

    Raises `MapError` if a map is unknown or cannot be used, `StoreError` if the disk refuses.
    """

    def names(self) -> tuple[str, ...]:
        """Every name, bundled maps first."""

    def is_own(self, name: str) -> bool:
        """Whether it was added, and so can be removed."""

    def is_full(self) -> bool:
        """Whether it takes no further maps."""

    def summaries(self) -> list[MapSummary]:
        """All maps."""

    def problems(self, name: str) -> list[MapProblem]:
        """What does not work as meant in one map."""

    def staging(self) -> AbstractContextManager[Path]:
        """A new folder for an upload, gone with all that is in it when the context ends."""

    def take_in(self, staged: Mapping[str, Path], folder: Path, wall_ms: int) -> list[AddedMap]:
        """Add every map of an upload: files in the staging folder, by the names they were given.

        Raises `MapError` if there is none, or if what was sent is refused as a whole.
        """

    def remove(self, name: str) -> None:
        """Remove a map that was added."""

    def chosen(self) -> str | None:
        """The map chosen for the event, if ever one was and it is still there."""

    def choose(self, name: str) -> None:
        """Keep this choice over restarts."""
