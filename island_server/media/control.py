"""What the island server and the media process say to each other.

Each message is a MessagePack array after four bytes of length. Calls are handled in the order they
were sent; those with a `call` number get one `Done`, `Offered`, `Counted` or `Refused` with the
same number. `life` tells apart two peers that the same avatar had one after the other.
"""

from __future__ import annotations

import asyncio

import msgspec

from island_server.media.media_settings import MediaSettings

_MESSAGE_MAX_BYTES = 1 << 20


class _Message(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A message; the array begins with the class name."""


class Start(_Message, frozen=True):
    """The first message to the media process; answered by `Ready` or `Failed`."""

    settings: MediaSettings


class Open(_Message, frozen=True):
    """Answered by `Offered` or `Refused`."""

    call: int
    avatar: int
    life: int


class Answer(_Message, frozen=True):
    """Answered by `Done` or `Refused`."""

    call: int
    avatar: int
    generation: int
    sdp: str


class SetSlots(_Message, frozen=True):
    """Slot -> (avatar, audio, video) or nothing; not answered."""

    avatar: int
    changes: dict[int, tuple[int, bool, bool] | None]


class Restart(_Message, frozen=True):
    """Answered by `Offered` or `Refused`."""

    call: int
    avatar: int


class Close(_Message, frozen=True):
    """Not answered."""

    avatar: int


class Count(_Message, frozen=True):
    """Answered by `Counted`."""

    call: int


class Stop(_Message, frozen=True):
    """Answered by the end of the process."""


class Ready(_Message, frozen=True):
    """The media process listens on this port."""

    port: int


class Failed(_Message, frozen=True):
    """The media process cannot start; one line for the operator."""

    message: str


class Done(_Message, frozen=True):
    """A call succeeded."""

    call: int


class Offered(_Message, frozen=True):
    """A call gave an offer."""

    call: int
    generation: int
    sdp: str


class Counted(_Message, frozen=True):
    """The counters, by name."""

    call: int
    counters: dict[str, float]


class Refused(_Message, frozen=True):
    """A call was refused."""

    call: int
    reason: str
    detail: str


class Up(_Message, frozen=True):
    """See `ports.MediaListener.on_media_up`."""

    avatar: int
    life: int


class Down(_Message, frozen=True):
    """See `ports.MediaListener.on_media_down`."""

    avatar: int
    life: int
    reason: str


class Levels(_Message, frozen=True):
    """See `ports.MediaListener.on_levels`."""

    levels: dict[int, int]


class Logged(_Message, frozen=True):
    """A log record of the media process."""

    level: int
    text: str


ToWorker = Start | Open | Answer | SetSlots | Restart | Close | Count | Stop
Reply = Done | Offered | Counted | Refused
ToServer = Ready | Failed | Reply | Up | Down | Levels | Logged

_encoder = msgspec.msgpack.Encoder()
_to_worker: msgspec.msgpack.Decoder[ToWorker] = msgspec.msgpack.Decoder(ToWorker)
_to_server: msgspec.msgpack.Decoder[ToServer] = msgspec.msgpack.Decoder(ToServer)


def encode(message: ToWorker | ToServer) -> bytes:
    """The message with its length before it."""
    body = _encoder.encode(message)
    return len(body).to_bytes(4, "big") + body


async def read_from_server(reader: asyncio.StreamReader) -> ToWorker | None:
    """The next message to the media process; None when the island server is gone."""
    body = await _read(reader)
    return None if body is None else _to_worker.decode(body)


async def read_from_worker(reader: asyncio.StreamReader) -> ToServer | None:
    """The next message to the island server; None when the media process is gone."""
    body = await _read(reader)
    return None if body is None else _to_server.decode(body)


async def _read(reader: asyncio.StreamReader) -> bytes | None:
    try:
        length = int.from_bytes(await reader.readexactly(4), "big")
        if length > _MESSAGE_MAX_BYTES:
            raise ValueError(f"a control message of {length} bytes")
        return await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
