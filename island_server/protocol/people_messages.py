"""What people say to be with one another beside talking: docs/protocol.md section 8.6."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import msgspec

from island_server.errors import ProtocolError
from island_server.protocol.client_messages import U32, Message
from island_server.protocol.text import clean_name, clean_optional

MAX_TOPIC_CHARACTERS = 80
MAX_STATUS_CHARACTERS = 60
MAX_CARD_CHARACTERS = 100
"""Of each line of a contact card but its link."""
MAX_LINK_CHARACTERS = 300
MAX_TALKS_ASKED = 40
"""Conversations about which one asks at a time."""
MAX_ZONE_CHARACTERS = 200
LINK_SCHEMES = ("https://", "http://")

RawText = Annotated[str, msgspec.Meta(max_length=1000)]
ZoneName = Annotated[str, msgspec.Meta(max_length=MAX_ZONE_CHARACTERS)]


class TalkTopic(Message):
    """Say what one's conversation is about."""

    text: RawText


class TalkOpen(Message):
    """Let those around overhear one's conversation, or no longer."""

    open: bool


class Listen(Message):
    """Overhear again, or stop overhearing."""

    wanted: bool


class Talks(Message):
    """Ask about conversations that one sees."""

    conversations: Annotated[list[U32], msgspec.Meta(max_length=MAX_TALKS_ASKED)]


class Knock(Message):
    """Knock at a locked conversation, or at a zone: one of the two."""

    conversation: U32 | None
    zone: ZoneName | None


class KnockAnswer(Message):
    """Let somebody who knocks in, or not."""

    knock: U32
    admit: bool


class Follow(Message):
    """Walk after somebody, or (nil) after nobody any more."""

    avatar: U32 | None


class Guide(Message):
    """Ask those around to follow, or have nobody follow any more."""

    ask: bool


class StatusText(Message):
    """Say something of oneself in the people list."""

    text: RawText


class CardOffer(Message):
    """Offer to exchange contact cards, or take that back."""

    avatar: U32
    offered: bool


class WireCard(msgspec.Struct, forbid_unknown_fields=True):
    """A contact card; all but the name may be empty."""

    name: RawText
    organisation: RawText
    email: RawText
    link: RawText

    def cleaned(self) -> dict[str, object]:
        """The card as it is passed on. Raises `ProtocolError`: `name`, `text`, `link`."""
        link = clean_optional(self.link, MAX_LINK_CHARACTERS, "text")
        if link and not link.lower().startswith(LINK_SCHEMES):
            raise ProtocolError("link", "an address of the web")
        return {
            "name": clean_name(self.name),
            "organisation": clean_optional(self.organisation, MAX_CARD_CHARACTERS, "text"),
            "email": clean_optional(self.email, MAX_CARD_CHARACTERS, "text"),
            "link": link,
        }


class Card(Message):
    """Pass one's card on, after both said yes."""

    avatar: U32
    card: WireCard


TALK_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {
        "talk_topic": TalkTopic,
        "talk_open": TalkOpen,
        "listen": Listen,
        "talks": Talks,
    }
)
KNOCK_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {"knock": Knock, "knock_answer": KnockAnswer}
)
COMPANY_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {"follow": Follow, "guide": Guide, "status_text": StatusText}
)
CARD_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {"card_offer": CardOffer, "card": Card}
)
PEOPLE_MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {**TALK_MESSAGES, **KNOCK_MESSAGES, **COMPANY_MESSAGES, **CARD_MESSAGES}
)
"""All of them."""
