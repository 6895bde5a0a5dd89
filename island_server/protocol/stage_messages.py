"""What a client may say about stages: docs/protocol.md section 8.5."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec

from island_server.core.stage_clock import MOST_MINUTES
from island_server.protocol.client_messages import U32, Message

MAX_STAGE_CHARACTERS = 200

StageName = Annotated[str, msgspec.Meta(max_length=MAX_STAGE_CHARACTERS)]
"""The zone id of its podium."""
Minutes = Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)]


class Hand(Message):
    """Put one's hand up before a stage that one hears, or take it down."""

    stage: StageName
    up: bool


class StageAnswer(Message):
    """Whether one comes onto the stage to which a host asked one."""

    stage: StageName
    yes: bool


class StageSet(Message):
    """By which rules a stage is heard."""

    stage: StageName
    wide: bool
    whisper: bool


class StageBring(Message):
    """Bring somebody up whose hand is up, or ask somebody else."""

    stage: StageName
    avatar: U32


class StageSendDown(Message):
    """Let somebody walk back from a stage."""

    stage: StageName
    avatar: U32


class StageLower(Message):
    """Take somebody's hand down."""

    stage: StageName
    avatar: U32


class StageCountdown(Message):
    """Start a countdown of so many minutes, give it so many more, or stop it."""

    stage: StageName
    action: Literal["start", "extend", "stop"]
    minutes: Minutes = 1


STAGE_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {
        "hand": Hand,
        "stage_answer": StageAnswer,
        "stage_set": StageSet,
        "stage_bring": StageBring,
        "stage_send_down": StageSendDown,
        "stage_lower": StageLower,
        "stage_countdown": StageCountdown,
    }
)
"""The messages of the stage desk by their event name."""
