"""Raised hands before the stages of one island, in the order in which they went up. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from island_server.core.ids import AvatarId, ZoneId

PAUSE_MS = 2000
"""Who raised a hand does not raise it again within this time."""


class Place(NamedTuple):
    """Where a hand is in its queue: the stage, and the how manieth it is, from 1."""

    stage: ZoneId
    number: int


class StageHands:
    """Everybody has one hand: raised before another stage, it goes down before the former."""

    def __init__(self) -> None:
        self._up: dict[AvatarId, ZoneId] = {}
        self._raised_ms: dict[AvatarId, int] = {}

    def raise_hand(self, stage: ZoneId, avatar: AvatarId, now_ms: int) -> bool | None:
        """Put a hand up, last in the queue; False if it is up there already, None if too soon."""
        if self._up.get(avatar) == stage:
            return False
        last_ms = self._raised_ms.get(avatar)
        if last_ms is not None and now_ms - last_ms < PAUSE_MS:
            return None
        self._up.pop(avatar, None)
        self._up[avatar] = stage
        self._raised_ms[avatar] = now_ms
        return True

    def lower(self, avatar: AvatarId) -> bool:
        """Take a hand down; whether it was up."""
        return self._up.pop(avatar, None) is not None

    def forget(self, avatar: AvatarId) -> None:
        """Somebody is gone."""
        self._up.pop(avatar, None)
        self._raised_ms.pop(avatar, None)

    def keep(self, may: Callable[[AvatarId, ZoneId], bool]) -> None:
        """Take down the hands of those who may not have one up there any more."""
        self._up = {avatar: stage for avatar, stage in self._up.items() if may(avatar, stage)}

    def is_up(self, stage: ZoneId, avatar: AvatarId) -> bool:
        """Whether somebody has a hand up before this stage."""
        return self._up.get(avatar) == stage

    def queues(self) -> dict[ZoneId, list[AvatarId]]:
        """Who has a hand up before each stage, who waits longest first; no empty queues."""
        queues: dict[ZoneId, list[AvatarId]] = {}
        for avatar, stage in self._up.items():
            queues.setdefault(stage, []).append(avatar)
        return queues

    def places(self) -> dict[AvatarId, Place]:
        """Where everybody's hand is in its queue."""
        return {
            avatar: Place(stage, number)
            for stage, queue in self.queues().items()
            for number, avatar in enumerate(queue, start=1)
        }
