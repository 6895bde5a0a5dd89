"""What brings people together: docs/protocol.md section 8, "Gathering"."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from island_server.core.calls import Choice
from island_server.core.meeting_rounds import MAX_SIZE, MIN_SIZE
from island_server.core.meeting_spots import Where
from island_server.errors import ProtocolError
from island_server.protocol.client_messages import U32, Message, Text
from island_server.protocol.text import clean_chat

MAX_ZONE_CHARACTERS = 200
MAX_ISLAND_CHARACTERS = 200
MAX_LINK_CHARACTERS = 500
MAX_TITLE_CHARACTERS = 80
MAX_QUESTION_CHARACTERS = 200
MAX_HELP_CHARACTERS = 300
MAX_ROUND_ZONES = 100
MAX_ROUND_MINUTES = 60
MAX_EXTRA_MINUTES = 60

ZoneName = Annotated[str, msgspec.Meta(max_length=MAX_ZONE_CHARACTERS)]
IslandName = Annotated[str, msgspec.Meta(max_length=MAX_ISLAND_CHARACTERS)]
WallMs = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
ExtraMinutes = Annotated[int, msgspec.Meta(ge=1, le=MAX_EXTRA_MINUTES)]


class Announce(Message):
    """Tell all islands, a zone of this one, or a role something."""

    text: Text
    scope: Literal["all", "zone", "role"]
    zone: ZoneName | None = None
    role: Literal["attendee", "host"] | None = None
    chime: bool = False


class Call(Message):
    """Call people to a zone of an island, or (no zone) to where the host stands."""

    scope: Literal["all", "island"]
    island: IslandName | None = None
    zone: ZoneName | None = None


class CallChoice(Message):
    """Come, be asked again later, or stay."""

    call: U32
    choice: Choice


class CallEnd(Message):
    """Call it off."""


class CallPlaces(Message):
    """Ask for the islands that are open, and their zones."""


class Countdown(Message):
    """Let everybody see how long it is until `at`, ms since 1970."""

    at: WallMs
    title: Text = ""
    link: Annotated[str, msgspec.Meta(max_length=MAX_LINK_CHARACTERS)] = ""


class CountdownExtend(Message):
    """Put it off."""

    minutes: ExtraMinutes


class CountdownEnd(Message):
    """Take the countdown away."""


class RoundsOpen(Message):
    """Ask people on this island whether they want to meet somebody new, or change how."""

    size: Annotated[int, msgspec.Meta(ge=MIN_SIZE, le=MAX_SIZE)]
    minutes: Annotated[int, msgspec.Meta(ge=1, le=MAX_ROUND_MINUTES)]
    where: Where
    zones: Annotated[tuple[ZoneName, ...], msgspec.Meta(max_length=MAX_ROUND_ZONES)] = ()
    question: Text = ""


class Willing(Message):
    """Take part in the next rounds, or no longer."""

    willing: bool


class RoundStart(Message):
    """Let the next round begin."""


class RoundExtend(Message):
    """Give the round more time."""

    minutes: ExtraMinutes


class RoundEnd(Message):
    """End the round."""


class RoundsClose(Message):
    """No more rounds."""


class Help(Message):
    """Ask hosts and greeters for help, or say that it is no longer needed."""

    needed: bool
    text: Text = ""


class HelpTake(Message):
    """Come to who asks for help."""

    avatar: U32


class HelpDone(Message):
    """Who asked is helped."""

    avatar: U32


class Greeter(Message):
    """Let somebody see who needs help or stands alone, or no longer."""

    avatar: U32
    greeter: bool


class Greet(Message):
    """Walk to somebody who stands alone, over islands too."""

    avatar: U32


ANNOUNCEMENT_MESSAGES: dict[str, type[Message]] = {"announce": Announce}
CALL_MESSAGES: dict[str, type[Message]] = {
    "call": Call,
    "call_choice": CallChoice,
    "call_end": CallEnd,
    "call_places": CallPlaces,
}
COUNTDOWN_MESSAGES: dict[str, type[Message]] = {
    "countdown": Countdown,
    "countdown_extend": CountdownExtend,
    "countdown_end": CountdownEnd,
}
ROUND_MESSAGES: dict[str, type[Message]] = {
    "rounds_open": RoundsOpen,
    "willing": Willing,
    "round_start": RoundStart,
    "round_extend": RoundExtend,
    "round_end": RoundEnd,
    "rounds_close": RoundsClose,
}
HELP_MESSAGES: dict[str, type[Message]] = {
    "help": Help,
    "help_take": HelpTake,
    "help_done": HelpDone,
    "greeter": Greeter,
    "greet": Greet,
}


def optional_text(text: str, most_characters: int) -> str:
    """What somebody may write or leave out. Raises `ProtocolError("text")` if it is too long."""
    if not text.strip():
        return ""
    text = clean_chat(text)
    if len(text) > most_characters:
        raise ProtocolError("text", f"{most_characters} characters at most")
    return text


def https_link(link: str) -> str:
    """An address of the web, or nothing. Raises `ProtocolError("link")` for anything else."""
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        is_plain = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_plain = False
    is_clean = link.isascii() and link.isprintable() and " " not in link and "\\" not in link
    if not is_plain or not is_clean or parts.username is not None:
        raise ProtocolError("link", "an https address")
    return link
