"""What a client may say, checked: docs/protocol.md section 3.

`parse_auth` and `parse_message` are the only doors. They raise `ProtocolError` and nothing else,
whatever comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

import msgspec

from island_server.core.events import LOOK_PARTS, Availability, Look
from island_server.core.motion import Runs, unpack_run
from island_server.errors import ProtocolError
from island_server.protocol import VERSION

MAX_TILE = 65_535
MAX_RUNS = 255
MAX_TOKEN_CHARACTERS = 2048
MAX_SDP_CHARACTERS = 16_000
MAX_ENTRY_CHARACTERS = 200
MAX_DOOR_CHARACTERS = 200

U32 = Annotated[int, msgspec.Meta(ge=0, le=0xFFFFFFFF)]
Tile = Annotated[int, msgspec.Meta(ge=0, le=MAX_TILE)]
PackedRun = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]
LookPart = Annotated[int, msgspec.Meta(ge=0, le=255)]
WireLook = Annotated[list[LookPart], msgspec.Meta(min_length=LOOK_PARTS, max_length=LOOK_PARTS)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
Token = Annotated[str, msgspec.Meta(max_length=MAX_TOKEN_CHARACTERS)]
EntryName = Annotated[str, msgspec.Meta(max_length=MAX_ENTRY_CHARACTERS)]
DoorName = Annotated[str, msgspec.Meta(max_length=MAX_DOOR_CHARACTERS)]
MediaChoice = Literal["full", "listen", "text"]


class Message(msgspec.Struct, forbid_unknown_fields=True):
    """Any of the messages below."""


class Auth(Message):
    """What comes with the connection."""

    v: int
    name: Text
    look: WireLook
    token: Token | None = None
    person: Token | None = None
    media: MediaChoice = "full"
    lang: Literal["nl", "en"] = "nl"
    path: bool = True
    entry: EntryName | None = None
    generation: U32 | None = None
    permit: Token | None = None


class Walk(Message):
    """Walk these runs from this tile."""

    seq: U32
    x: Tile
    y: Tile
    runs: Annotated[list[PackedRun], msgspec.Meta(max_length=MAX_RUNS)]

    def unpacked(self) -> Runs:
        """The runs; `ProtocolError` if one other than the last has no steps."""
        runs = tuple(unpack_run(packed) for packed in self.runs)
        if any(run.steps == 0 for run in runs[:-1]):
            raise ProtocolError("bad_message", "only the last run may have 0 steps")
        return runs


class Go(Message):
    """Walk to this tile."""

    seq: U32
    x: Tile
    y: Tile


class Approach(Message):
    """Walk to somebody."""

    seq: U32
    avatar: U32


class Chat(Message):
    """Say something in writing."""

    scope: Literal["near", "island"]
    text: Text


class React(Message):
    """Show a reaction."""

    emoji: Literal["thumbs_up", "clap", "heart", "laugh", "surprise", "party", "question", "hand"]


class Wave(Message):
    """Wave to somebody."""

    avatar: U32


class Status(Message):
    """Be available, busy or away."""

    availability: Availability


class Profile(Message):
    """Take another name or look."""

    name: Text
    look: WireLook


class Devices(Message):
    """Microphone and camera on or off."""

    mic: bool
    camera: bool


class Conversation(Message):
    """Leave, join, lock or unlock."""

    action: Literal["leave", "join", "lock", "unlock"]


class Path(Message):
    """Let one's path be kept from now on, or no longer."""

    kept: bool


class Door(Message):
    """Open or close a door."""

    door: DoorName
    open: bool


class MediaAnswer(Message):
    """The browser's answer to an offer."""

    generation: U32
    sdp: Annotated[str, msgspec.Meta(max_length=MAX_SDP_CHARACTERS)]


class MediaRestart(Message):
    """Ask for a new offer."""


class ClockRequest(Message):
    """Ask for the island's time."""


class Leave(Message):
    """Leave the island for good."""


_Kind = TypeVar("_Kind", bound=Message)

MESSAGES: dict[str, type[Message]] = {
    "walk": Walk,
    "go": Go,
    "approach": Approach,
    "chat": Chat,
    "react": React,
    "wave": Wave,
    "status": Status,
    "profile": Profile,
    "devices": Devices,
    "conversation": Conversation,
    "path": Path,
    "door": Door,
    "media_answer": MediaAnswer,
    "media_restart": MediaRestart,
    "clock": ClockRequest,
    "leave": Leave,
}
"""Every message by its event name, other than those of the desks (`realtime/desk.py`)."""


def parse_auth(auth: object) -> Auth:
    """What comes on connecting. Raises `ProtocolError`: version, name, look, bad_message."""
    if isinstance(auth, dict) and auth.get("v") != VERSION:
        raise ProtocolError("version", f"this island speaks version {VERSION}")
    return _convert(auth, Auth)


def parse_message(
    event: str, arguments: tuple[object, ...], kinds: Mapping[str, type[Message]] = MESSAGES
) -> Message:
    """A message of these kinds, by its event name.

    Raises `ProtocolError`: unknown_event, bad_message.
    """
    kind = kinds.get(event)
    if kind is None:
        raise ProtocolError("unknown_event")
    if len(arguments) > 1:
        raise ProtocolError("bad_message", "one map at most")
    return _convert(arguments[0] if arguments else {}, kind)


def look_of(wire: list[int]) -> Look:
    """A look out of its wire form, whose length and range have been checked."""
    return tuple(wire)


def _convert(value: object, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ProtocolError(_reason(str(error)), str(error)) from None


def _reason(detail: str) -> str:
    """Which reason code fits: the field that was wrong, where it has a code of its own."""
    for field, reason in (("$.name", "name"), ("$.look", "look"), ("$.text", "text")):
        if field in detail:
            return reason
    return "bad_message"
