"""Socket.IO, and the private parts of it that we lean on.

`tests/realtime/test_socket_io.py` holds each of them.

Private: a session's engine.io queue (sends never wait for a slow reader, and its length is known);
the WebSocket wrapper (so that permessage-deflate, 165 kB a client, is never agreed to); the hooks
before Socket.IO's own (so that a client without the msgpack parser is told so, garbage does not
fill the log, and nobody keeps a connection without being let in).
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

import engineio
import socketio
from aiohttp import web
from engineio.async_drivers.aiohttp import WebSocket
from socketio.msgpack_packet import MsgPackPacket

_log = logging.getLogger("island_server.realtime")

CONNECT_ERROR_WITHOUT_MSGPACK = (
    '4{"message":"this server speaks msgpack: use socket.io-msgpack-parser",'
    '"data":{"reason":"bad_message"}}'
)
"""What a client with the default JSON parser understands."""

CONNECT_S = 10.0
"""How long a connection may last without being let in."""

FAREWELL_S = 5.0
"""How long a client may take to hear that it is disconnected, and to close the connection."""

_NOT_SENT_LOW_WATER_BYTES = 16_384
"""The kernel holds no more than this for a browser that reads slowly; the rest waits with us."""


def pack(event: str, data: object) -> bytes:
    """A Socket.IO event as bytes, to be sent to one or many."""
    packet = MsgPackPacket(socketio.packet.EVENT, data=[event, data], namespace="/")
    encoded: bytes = packet.encode()
    return encoded


class Wire:
    """The connection to one browser. Sending never waits; it tells how far the browser lags."""

    def __init__(self, server: socketio.AsyncServer, sid: str) -> None:
        self.sid = sid
        self._server = server
        eio_sid = server.manager.eio_sid_from_sid(sid, "/")
        self._socket = server.eio.sockets[eio_sid]
        self._transport = _transport_of(server, eio_sid)
        _hold_back_kernel(self._transport)

    def send(self, event: str, data: object) -> None:
        """Send a message."""
        self.send_packed(pack(event, data))

    def send_packed(self, packed: bytes) -> None:
        """Send what `pack` made."""
        if not self._socket.closed:
            self._socket.queue.put_nowait(
                engineio.packet.Packet(engineio.packet.MESSAGE, data=packed)
            )

    @property
    def waiting(self) -> int:
        """Messages that have not been handed to the transport."""
        return int(self._socket.queue.qsize())

    @property
    def unsent_bytes(self) -> int:
        """Bytes in the transport that the kernel has not taken."""
        return 0 if self._transport is None else int(self._transport.get_write_buffer_size())

    async def close(self) -> None:
        """Disconnect; what was sent before goes out first, unless the browser does not read."""
        await self._server.disconnect(self.sid)
        _cut_off_later(self._transport)


def is_here(server: socketio.AsyncServer, sid: str) -> bool:
    """Whether the browser is still there, whose connection may not be confirmed yet.

    The library tells nobody if one goes before that.
    """
    eio_sid = server.manager.eio_sid_from_sid(sid, "/")
    connection = server.eio.sockets.get(eio_sid)
    return connection is not None and not connection.closed


def _transport_of(server: socketio.AsyncServer, eio_sid: str) -> Any:
    """The transport behind a connection; None if it is gone."""
    return server.environ[eio_sid]["aiohttp.request"].transport


def _hold_back_kernel(transport: Any) -> None:
    sock = None if transport is None else transport.get_extra_info("socket")
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if sock is not None and option is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
        sock.setsockopt(socket.IPPROTO_TCP, option, _NOT_SENT_LOW_WATER_BYTES)


def _cut_off_later(transport: Any) -> None:
    """End a connection even if the other side neither reads nor closes it."""
    if transport is not None:
        asyncio.get_running_loop().call_later(FAREWELL_S, transport.abort)


_TEXT_FRAMES = {"1": "1", "3": "3", "4": "40"}
"""Close, pong, and the beginning of a message."""


class _NoPacket(ValueError):
    """Bytes that no client of ours sends."""


class _ClientPacket(MsgPackPacket):  # type: ignore[misc]
    """A packet; on the way in, one of those that a client of ours sends.

    The library would take an event named `connect` for a new connection, and wait for attachments
    that msgpack does not have.
    """

    def decode(self, encoded_packet: bytes) -> None:
        """Take the bytes apart. Raises `_NoPacket`."""
        try:
            super().decode(encoded_packet)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _NoPacket(type(error).__name__) from error
        if self.namespace != "/" or not (self._opens_or_closes() or self._is_event()):
            raise _NoPacket("not for us")

    def _opens_or_closes(self) -> bool:
        return self.packet_type in (socketio.packet.CONNECT, socketio.packet.DISCONNECT)

    def _is_event(self) -> bool:
        return (
            self.packet_type == socketio.packet.EVENT
            and isinstance(self.data, list)
            and bool(self.data)
            and isinstance(self.data[0], str)
            and self.data[0] not in ("connect", "disconnect")
            and (self.id is None or isinstance(self.id, int))
        )


class _PlainWebSocket(WebSocket):  # type: ignore[misc]
    """engine.io's WebSocket without compression.

    Of text frames only the first character is read, for engine.io stumbles over what may follow:
    clients of ours close and answer pings with them, the others are not understood anyway.
    """

    async def wait(self) -> str | bytes:
        frame: str | bytes = await super().wait()
        if isinstance(frame, bytes):
            return frame
        if frame[:1] not in _TEXT_FRAMES:
            raise OSError("a text frame that is none of engine.io")
        return _TEXT_FRAMES[frame[:1]]

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        self._sock = web.WebSocketResponse(
            max_msg_size=self.server.max_http_buffer_size, compress=False
        )
        await self._sock.prepare(environ["aiohttp.request"])
        self.environ = environ
        await self.handler(self)
        return self._sock


class _Door:
    """Sees every connection and message before Socket.IO does; nobody stays who is not let in."""

    def __init__(self, server: socketio.AsyncServer, on_garbage: Callable[[], None]) -> None:
        self._server = server
        self._on_garbage = on_garbage

    async def on_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        await self._server._handle_eio_connect(eio_sid, environ)  # noqa: SLF001
        transport = _transport_of(self._server, eio_sid)
        asyncio.get_running_loop().call_later(CONNECT_S, self._cut_off_stranger, eio_sid, transport)

    async def on_message(self, eio_sid: str, data: object) -> None:
        if not isinstance(data, bytes) or not data:
            self._on_garbage()
            await self._server.eio.send(eio_sid, CONNECT_ERROR_WITHOUT_MSGPACK)
            await self._hang_up(eio_sid)
            return
        try:
            await self._server._handle_eio_message(eio_sid, data)  # noqa: SLF001
        except _NoPacket as error:
            self._on_garbage()
            _log.debug("a message that is none: %s", error)
            await self._hang_up(eio_sid)
        if not self._is_in(eio_sid):
            await self._hang_up(eio_sid)

    def _is_in(self, eio_sid: str) -> bool:
        return self._server.manager.sid_from_eio_sid(eio_sid, "/") is not None

    def _cut_off_stranger(self, eio_sid: str, transport: Any) -> None:
        if transport is not None and not self._is_in(eio_sid):
            transport.abort()

    async def _hang_up(self, eio_sid: str) -> None:
        connection = self._server.eio.sockets.get(eio_sid)
        if connection is not None and not connection.closed:
            _cut_off_later(_transport_of(self._server, eio_sid))
            await connection.close(wait=False)


def make_server(
    *,
    message_bytes: int,
    is_allowed_origin: Callable[[str | None, str | None], bool],
    on_garbage: Callable[[], None],
) -> socketio.AsyncServer:
    """A Socket.IO server: WebSocket only, msgpack, one client's messages strictly in order.

    `is_allowed_origin` is asked with Origin and Host. `on_garbage` counts messages
    that are none.
    """
    server = socketio.AsyncServer(
        async_mode="aiohttp",
        serializer=_ClientPacket,
        async_handlers=False,
        transports=["websocket"],
        max_http_buffer_size=message_bytes,
        cors_allowed_origins=lambda origin, environ: is_allowed_origin(
            origin, environ.get("HTTP_HOST")
        ),
        ping_interval=10,
        ping_timeout=10,
        logger=_quiet("socketio"),
        engineio_logger=_quiet("engineio"),
    )
    server.eio._async = {**server.eio._async, "websocket": _PlainWebSocket}  # noqa: SLF001
    door = _Door(server, on_garbage)
    server.eio.on("connect", door.on_connect)
    server.eio.on("message", door.on_message)
    return server


def _quiet(name: str) -> logging.Logger:
    """The libraries log each packet with its content at info level: only errors are wanted."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger
