"""One UDP port, and the same TCP port, for all browsers (RFC 7983, RFC 6544).

An address belongs to a peer once an authentic STUN check came from it. From any other address
nothing but STUN is looked at.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass

from island_server.errors import MediaUnavailable
from island_server.media.media_settings import MediaSettings
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.ice_lite import (
    Address,
    IceCredentials,
    answer_binding_request,
    parse_binding_request,
)
from island_server.media.sfu.ice_tcp import TcpConnection
from island_server.media.sfu.paths import Path, UdpPath
from island_server.media.sfu.peer import Peer
from island_server.media.sfu.rate_limit import SourceLimiter

logger = logging.getLogger("island_server.media")

_EPHEMERAL_TRIES = 20
_FAULTS_LOGGED_MAX = 10


@dataclass(frozen=True, slots=True)
class Check:
    """An authentic connectivity check."""

    peer: Peer
    response: bytes
    is_nominated: bool


class Mux:
    """Owns the sockets and the table of addresses."""

    def __init__(self, settings: MediaSettings, counters: Counters) -> None:
        self.port = 0
        self._settings = settings
        self._counters = counters
        self._sockets: list[socket.socket] = []
        self._servers: list[asyncio.Server] = []
        self.connections: set[TcpConnection] = set()
        self._by_ufrag: dict[str, Peer] = {}
        self._by_address: dict[Address, Peer] = {}
        self._addresses: dict[Peer, dict[Address, None]] = {}
        self._stun_limiter = SourceLimiter(
            settings.stun_per_second, settings.stun_burst, settings.stun_sources_max
        )

    async def start(self) -> None:
        """Bind. Raises `MediaUnavailable` with one line that names the setting to change."""
        tries = 1 if self._settings.port else _EPHEMERAL_TRIES
        for attempt in range(1, tries + 1):
            try:
                await self._bind()
            except OSError as error:
                self.stop()
                if attempt == tries or error.errno != errno.EADDRINUSE:
                    raise MediaUnavailable(_explain(error, self._settings)) from error
            else:
                return

    async def _bind(self) -> None:
        loop = asyncio.get_running_loop()
        self.port = self._settings.port
        for host in self._settings.hosts:
            sock = _udp_socket(host, self.port, self._settings.socket_buffer_bytes)
            self._sockets.append(sock)
            self.port = sock.getsockname()[1]
        for host in self._settings.hosts:
            server = await loop.create_server(self._new_connection, host, self.port)
            self._servers.append(server)
        for sock in self._sockets:
            loop.add_reader(sock.fileno(), self._read, sock)

    def stop(self) -> None:
        """Close every socket and connection."""
        loop = asyncio.get_running_loop()
        for sock in self._sockets:
            loop.remove_reader(sock.fileno())
            sock.close()
        for server in self._servers:
            server.close()
        for connection in list(self.connections):
            connection.close()
        self._sockets.clear()
        self._servers.clear()

    def add(self, peer: Peer) -> None:
        """Let checks with the peer's current credentials in."""
        self._by_ufrag[peer.credentials.ufrag] = peer
        self._addresses.setdefault(peer, {})

    def forget_credentials(self, credentials: IceCredentials) -> None:
        """Let checks with these credentials in no longer."""
        self._by_ufrag.pop(credentials.ufrag, None)

    def remove(self, peer: Peer) -> None:
        """Forget the peer, its credentials and its addresses."""
        for credentials in (peer.credentials, peer.former_credentials):
            if credentials is not None:
                self.forget_credentials(credentials)
        for address in self._addresses.pop(peer, ()):
            self._by_address.pop(address, None)
        for connection in list(self.connections):
            if connection.peer is peer:
                connection.close()

    def gauges(self) -> Mapping[str, float]:
        """Present sizes, by name."""
        return {"addresses": len(self._by_address), "tcp_connections": len(self.connections)}

    def _read(self, sock: socket.socket) -> None:
        now_s = time.monotonic()
        limit = self._settings.datagram_max_bytes
        for _ in range(self._settings.datagrams_per_turn):
            try:
                datagram, address = sock.recvfrom(limit + 1)
            except BlockingIOError:
                return
            except OSError:  # an ICMP error of an earlier datagram
                self._counters.drop("udp_receive")
                continue
            try:
                self._take_udp(sock, datagram, address, now_s)
            except Exception:
                # Our own bug; still, one datagram must not disturb the others, nor fill the log.
                self._counters["faults"] += 1
                if self._counters["faults"] <= _FAULTS_LOGGED_MAX:
                    logger.exception("A datagram could not be handled; it was dropped")

    def _take_udp(
        self, sock: socket.socket, datagram: bytes, address: Address, now_s: float
    ) -> None:
        self._counters["packets_in"] += 1
        self._counters["bytes_in"] += len(datagram)
        if not 0 < len(datagram) <= self._settings.datagram_max_bytes:
            self._counters.drop("size")
            return
        peer = self._by_address.get(address)
        first = datagram[0]
        if first < 4:
            check = self.check(datagram, address, now_s)
            if check is not None and self._learn(check.peer, address, now_s):
                path = UdpPath(sock, address, self._counters)
                path.send(check.response)
                self.follow(check, path, now_s)
        elif peer is None:
            self._counters.drop("unknown_address")
        else:
            self.pass_on(peer, datagram, now_s)

    def pass_on(self, peer: Peer, datagram: bytes, now_s: float) -> None:
        """Hand DTLS and SRTP to the peer, by the first byte (RFC 7983)."""
        first = datagram[0]
        if 128 <= first < 192:
            peer.receive_srtp(datagram, now_s)
        elif 20 <= first < 64:
            peer.receive_dtls(datagram)
        else:
            self._counters.drop("first_byte")

    def check(self, datagram: bytes, source: Address, now_s: float) -> Check | None:
        """Verify a connectivity check; None if it is not authentic or comes too often."""
        if not self._stun_limiter.allows(source[0], now_s):
            self._counters.drop("stun_rate")
            return None
        request = parse_binding_request(datagram)
        peer = None if request is None else self._by_ufrag.get(request.ufrag)
        if request is None or peer is None:
            self._counters.drop("stun")
            return None
        former = peer.former_credentials
        is_former = former is not None and former.ufrag == request.ufrag
        credentials = former if former is not None and is_former else peer.credentials
        response = answer_binding_request(request, credentials, source)
        if response is None:
            self._counters.drop("stun")
            return None
        if former is not None and not is_former:  # the ICE restart has arrived
            self.forget_credentials(former)
            peer.former_credentials = None
        return Check(peer, response, request.is_nominated)

    def follow(self, check: Check, path: Path, now_s: float) -> None:
        """Note consent; the newest nominated path is the one we send to."""
        peer = check.peer
        peer.hear_check(now_s)
        if peer.path is None or (check.is_nominated and peer.path != path):
            peer.path = path

    def _learn(self, peer: Peer, address: Address, now_s: float) -> bool:
        """Note that the address is the peer's; False if it is in another living peer's use."""
        owner = self._by_address.get(address)
        if owner is peer:
            return True
        if owner is not None:
            if now_s - owner.heard_at_s < self._settings.consent_away_s:
                self._counters.drop("address_taken")
                return False
            self._addresses[owner].pop(address, None)
        addresses = self._addresses[peer]
        if len(addresses) >= self._settings.addresses_per_peer_max:
            oldest = next(iter(addresses))
            del addresses[oldest], self._by_address[oldest]
        addresses[address] = None
        self._by_address[address] = peer
        return True

    def _new_connection(self) -> TcpConnection:
        return TcpConnection(self, self._settings, self._counters)

    def drop_idle_connections(self, now_s: float) -> None:
        """Close TCP connections that showed no authentic check in time."""
        for connection in list(self.connections):
            if connection.peer is None and now_s - connection.since_s > self._settings.tcp_idle_s:
                connection.close()


def _udp_socket(host: str, port: int, buffer_bytes: int) -> socket.socket:
    is_ipv6 = ":" in host
    sock = socket.socket(socket.AF_INET6 if is_ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        if is_ipv6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer_bytes)
        sock.setblocking(False)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock


def _explain(error: OSError, settings: MediaSettings) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"media: port {settings.port} is in use; set ISLAND_MEDIA_PORT to a free one"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return (
            f"media: port {settings.port} is not permitted; set ISLAND_MEDIA_PORT to one above 1023"
        )
    hosts = ", ".join(settings.hosts)
    return f"media: cannot listen on {hosts}: {error.strerror or error}"
