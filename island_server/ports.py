"""What siblings know of each other.

`web`, `realtime`, `media`, `store`, `access` and `map_files` never import one another: they meet in the
protocols below and are joined in `app.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from island_server.core.ids import AvatarId


@dataclass(frozen=True, slots=True)
class MediaOffer:
    """The SFU's offer to one browser.

    `generation` counts the offers made to this peer, from 1; an answer names the generation it answers.
    `sdp` is a complete offer (RFC 8829); the browser answers once and is never renegotiated at a meeting.
    """

    generation: int
    sdp: str


@dataclass(frozen=True, slots=True)
class SlotSource:
    """Who plays in a slot, and whether their voice and their picture are forwarded."""

    avatar: AvatarId
    audio: bool
    video: bool


class MediaListener(Protocol):
    """Told by the media service, on the event loop's thread, in order."""

    def on_media_up(self, avatar: AvatarId) -> None:
        """The peer's transport is connected: its slots carry packets from now on."""

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        """The peer's transport ended or never came up; a new offer is needed to hear it again."""

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        """Loudness of those who spoke since the last call: RFC 6464, 0 loudest .. 127 silent."""

    def on_media_lost(self) -> None:
        """The media process died: every peer is gone. Called again peers must be opened anew."""


class MediaService(Protocol):
    """Carries voices and pictures between browsers: it does what `core.media_plan` says and no more."""

    async def start(self, listener: MediaListener) -> None:
        """Be ready to open peers. Raises `MediaUnavailable` naming the setting to change."""

    async def stop(self) -> None:
        """Close every peer and end the media process."""

    async def open(self, avatar: AvatarId) -> MediaOffer:
        """Make a peer with its receive slots. Opening an open peer closes the former first."""

    async def answer(self, avatar: AvatarId, generation: int, sdp: str) -> None:
        """Take the browser's answer. Raises `MediaRefused` with a reason code if it does not fit."""

    def set_slots(self, avatar: AvatarId, changes: Mapping[int, SlotSource | None]) -> None:
        """Change what a peer receives, slot by slot; `None` empties one. Never blocks, keeps order."""

    async def restart(self, avatar: AvatarId) -> MediaOffer:
        """ICE restart (RFC 8445 section 9): a new offer of the next generation, same DTLS and slots."""

    def close(self, avatar: AvatarId) -> None:
        """Forget a peer; unknown peers are ignored."""

    async def stats(self) -> Mapping[str, float]:
        """Counters for `/metrics`, by name."""
