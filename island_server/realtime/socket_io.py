"""Socket.IO, and the private parts of it that we lean on.

`tests/realtime/test_socket_io.py` holds each of them.

Private: a session's engine.io queue (sends never wait for a slow reader, and its length is known);
the WebSocket wrapper (so that permessage-deflate, 165 kB a client, is never agreed to); the
message hook before decoding (so that a client without the msgpack parser is told so, and garbage
does not fill the log).
"""

from __future__ import annotations

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
        self._transport = server.environ[eio_sid]["aiohttp.request"].transport
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


def _hold_back_kernel(transport: Any) -> None:
    sock = None if transport is None else transport.get_extra_info("socket")
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if sock is not None and option is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
        sock.setsockopt(socket.IPPROTO_TCP, option, _NOT_SENT_LOW_WATER_BYTES)


class _PlainWebSocket(WebSocket):  # type: ignore[misc]
    """engine.io's WebSocket without compression."""

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        self._sock = web.WebSocketResponse(
            max_msg_size=self.server.max_http_buffer_size, compress=False
        )
        await self._sock.prepare(environ["aiohttp.request"])
        self.environ = environ
        await self.handler(self)
        return self._sock


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
        serializer="msgpack",
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

    async def on_message(eio_sid: str, data: object) -> None:
        try:
            if not isinstance(data, bytes):
                on_garbage()
                await server.eio.send(eio_sid, CONNECT_ERROR_WITHOUT_MSGPACK)
                await server.eio.disconnect(eio_sid)
                return
            await server._handle_eio_message(eio_sid, data)  # noqa: SLF001
        except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            on_garbage()
            _log.debug("a message that is none: %s", type(error).__name__)
            await server.eio.disconnect(eio_sid)

    server.eio.on("message", on_message)
    return server


def _quiet(name: str) -> logging.Logger:
    """The libraries log each packet with its content at info level: only errors are wanted."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger
