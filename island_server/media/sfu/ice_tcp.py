"""One ICE-TCP connection, passive side (RFC 6544), framed by RFC 4571."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, cast

from island_server.media.media_settings import MediaSettings
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.paths import Path, TcpPath
from island_server.media.sfu.tcp_framing import Deframer, FrameTooLongError

if TYPE_CHECKING:
    from island_server.media.sfu.ice_lite import Address
    from island_server.media.sfu.mux import Mux
    from island_server.media.sfu.peer import Peer


class TcpConnection(asyncio.Protocol):
    """Belongs to the peer whose authentic check it carried first; until then only STUN counts."""

    def __init__(self, mux: Mux, settings: MediaSettings, counters: Counters) -> None:
        self.peer: Peer | None = None
        self.since_s = time.monotonic()
        self._mux = mux
        self._settings = settings
        self._counters = counters
        self._deframer = Deframer(settings.datagram_max_bytes)
        self._transport: asyncio.Transport | None = None
        self._path: Path | None = None
        self.remote: Address = ("0.0.0.0", 0)  # noqa: S104 - replaced at connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless there are too many connections."""
        self._transport = cast("asyncio.Transport", transport)
        self.remote = self._transport.get_extra_info("peername")[:2]
        if self._is_one_too_many():
            self._counters.drop("tcp_connections")
            self._transport.abort()
            return
        self._mux.connections.add(self)
        self._path = TcpPath(self._transport, self._settings.tcp_write_buffer_bytes, self._counters)

    def _is_one_too_many(self) -> bool:
        others = self._mux.connections
        pending = sum(c.peer is None and c.remote[0] == self.remote[0] for c in others)
        return (
            len(others) >= self._settings.tcp_connections_max
            or pending >= self._settings.tcp_pending_per_source_max
        )

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """End; a peer that was reached this way has no path until its next check."""
        self._mux.connections.discard(self)
        if self.peer is not None and self.peer.path is self._path:
            self.peer.path = None

    def close(self) -> None:
        """Close at once; what is not yet sent is lost."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take frames; a stream that cannot be cut into frames is closed."""
        try:
            frames = self._deframer.feed(data)
        except FrameTooLongError:
            self._counters.drop("size")
            self.close()
            return
        now_s = time.monotonic()
        for frame in frames:
            self._counters["packets_in"] += 1
            self._counters["bytes_in"] += len(frame)
            self._take(frame, now_s)

    def _take(self, frame: bytes, now_s: float) -> None:
        if frame[0] < 4:
            check = self._mux.check(frame, self.remote, now_s)
            if check is None or self._path is None or self.peer not in {None, check.peer}:
                return
            self.peer = check.peer
            self._path.send(check.response)
            self._mux.follow(check, self._path, now_s)
        elif self.peer is None:
            self._counters.drop("unknown_address")
        else:
            self._mux.pass_on(self.peer, frame, now_s)
