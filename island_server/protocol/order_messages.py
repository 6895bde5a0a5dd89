"""What people may say to keep an event pleasant: docs/protocol.md section 8.4."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import msgspec

from island_server.core.order import MAX_PACE_S, Why
from island_server.protocol.client_messages import U32, Message

MAX_WORDS_CHARACTERS = 200
MAX_REPORT_CHARACTERS = 300
MAX_ZONE_CHARACTERS = 200

Words = Annotated[str, msgspec.Meta(max_length=MAX_WORDS_CHARACTERS)]
ReportText = Annotated[str, msgspec.Meta(max_length=MAX_REPORT_CHARACTERS)]
ZoneName = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_ZONE_CHARACTERS)]
PaceS = Annotated[int, msgspec.Meta(ge=0, le=MAX_PACE_S)]


class Mute(Message):
    """Let nobody hear somebody, or let them be heard again."""

    avatar: U32
    muted: bool
    why: Why = Why.OTHER
    words: Words = ""


class AskLower(Message):
    """Ask somebody to speak more softly, or to turn the microphone down."""

    avatar: U32
    why: Why = Why.NOISE
    words: Words = ""


class Remove(Message):
    """Take somebody off the island; they may come back."""

    avatar: U32
    why: Why = Why.OTHER
    words: Words = ""


class Ban(Message):
    """Take somebody off the island, and let them in no more; `link`: nor anybody new by theirs."""

    avatar: U32
    link: bool = False
    why: Why = Why.OTHER
    words: Words = ""


class LockIsland(Message):
    """Let nobody in who was not here before, or everybody again."""

    locked: bool
    why: Why = Why.OTHER
    words: Words = ""


class SlowChat(Message):
    """One message each so many seconds, for everybody or in one zone of this island; 0: no more."""

    pace: PaceS
    zone: ZoneName | None = None
    why: Why = Why.OTHER
    words: Words = ""


class CloseZone(Message):
    """Let only hosts walk into a zone of this island, or everybody again."""

    zone: ZoneName
    closed: bool
    why: Why = Why.OTHER
    words: Words = ""


class HideMessage(Message):
    """Take a chat message off everybody's screen."""

    message: U32
    why: Why = Why.OTHER
    words: Words = ""


class UndoDeed(Message):
    """Take back what a host did."""

    deed: U32


class Report(Message):
    """Tell the hosts about somebody."""

    avatar: U32
    why: Why
    text: ReportText = ""


class TakeReport(Message):
    """Tell the other hosts that one sees to a report."""

    report: U32


class Block(Message):
    """Have nothing to do with somebody any more."""

    avatar: U32


class Unblock(Message):
    """Take back a block, by its number."""

    block: U32


ORDER_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {
        "mute": Mute,
        "ask_lower": AskLower,
        "remove": Remove,
        "ban": Ban,
        "lock_island": LockIsland,
        "slow_chat": SlowChat,
        "close_zone": CloseZone,
        "hide_message": HideMessage,
        "undo_deed": UndoDeed,
    }
)
"""What hosts do."""

REPORT_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {"report": Report, "take_report": TakeReport}
)
BLOCK_MESSAGES: Mapping[str, type[Message]] = MappingProxyType({"block": Block, "unblock": Unblock})
