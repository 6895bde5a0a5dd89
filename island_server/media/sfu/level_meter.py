"""Whose loudness is worth telling (RFC 6464). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from island_server.core.ids import AvatarId
from island_server.media.sfu.rtp_profile import SILENT_LEVEL


class LevelMeter:
    """Keeps the level last told per avatar; tells changes of `step` dB, and silence."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._told: dict[AvatarId, int] = {}

    def changes(self, loudest: Iterable[tuple[AvatarId, int]]) -> dict[AvatarId, int]:
        """Take each avatar's loudest level since the last call (127: none); tells what to tell."""
        changed: dict[AvatarId, int] = {}
        for avatar, level in loudest:
            told = self._told.get(avatar, SILENT_LEVEL)
            falls_silent = level == SILENT_LEVEL and told != SILENT_LEVEL
            if falls_silent or abs(level - told) >= self._step:
                changed[avatar] = self._told[avatar] = level
        return changed

    def forget(self, avatar: AvatarId) -> None:
        """Forget an avatar that left."""
        self._told.pop(avatar, None)
