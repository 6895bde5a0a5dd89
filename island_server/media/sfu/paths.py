"""The two ways a datagram reaches a browser. When the way is full, media is dropped."""

from __future__ import annotations

import asyncio
import socket
from typing import Protocol

from island_server.media.sfu.counters import Counters
from island_server.media.sfu.tcp_framing import frame


class Path(Protocol):
    """Where to send; equal paths lead to the same place."""

    def send(self, datagram: bytes) -> None:
        """Send now or drop; never blocks, never raises."""


class UdpPath:
    """A remote UDP address seen from one of our sockets."""

    __slots__ = ("_address", "_counters", "_sendto", "_socket")

    def __init__(self, sock: socket.socket, address: tuple[str, int], counters: Counters) -> None:
        self._socket = sock
        self._sendto = sock.sendto
        self._address = address
        self._counters = counters

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, UdpPath)
            and self._socket is other._socket
            and self._address == other._address
        )

    def __hash__(self) -> int:
        return hash(self._address)

    def send(self, datagram: bytes) -> None:
        """See `Path.send`."""
        try:
            self._sendto(datagram, self._address)
        except BlockingIOError:
            self._counters.drop("udp_full")
        except OSError:  # unreachable for the moment: consent will tell
            self._counters.drop("udp_error")
        else:
            self._counters["packets_out"] += 1
            self._counters["bytes_out"] += len(datagram)


class TcpPath:
    """An ICE-TCP connection."""

    __slots__ = ("_buffer_max_bytes", "_counters", "_transport")

    def __init__(
        self, transport: asyncio.Transport, buffer_max_bytes: int, counters: Counters
    ) -> None:
        self._transport = transport
        self._buffer_max_bytes = buffer_max_bytes
        self._counters = counters

    def send(self, datagram: bytes) -> None:
        """See `Path.send`."""
        transport = self._transport
        if transport.is_closing():
            self._counters.drop("tcp_closed")
        elif transport.get_write_buffer_size() > self._buffer_max_bytes:
            self._counters.drop("tcp_full")
        else:
            transport.write(frame(datagram))
            self._counters["packets_out"] += 1
            self._counters["bytes_out"] += len(datagram)
