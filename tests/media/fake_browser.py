"""A browser without media engine: ICE checks, DTLS and SRTP over a real UDP socket."""

from __future__ import annotations

import asyncio
import secrets
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aioice import stun
from aiortc import RTCCertificate
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from aiortc.rtp import RtcpPacket

from island_server.core.ids import AvatarId

PATIENCE_S = 10
"""A wait this long means that what was waited for will not come."""


@dataclass(frozen=True)
class Received:
    """One decrypted RTP packet."""

    data: bytes
    ciphertext: bytes

    @property
    def sequence(self) -> int:
        return int.from_bytes(self.data[2:4], "big")

    @property
    def timestamp(self) -> int:
        return int.from_bytes(self.data[4:8], "big")

    @property
    def ssrc(self) -> int:
        return int.from_bytes(self.data[8:12], "big")

    @property
    def marker(self) -> bool:
        return bool(self.data[1] & 0x80)

    @property
    def payload(self) -> bytes:
        start = 12
        if self.data[0] & 0x10:
            start += 4 + 4 * int.from_bytes(self.data[14:16], "big")
        return self.data[start:]


class FakeBrowser:
    """The browser's side of one peer; the DTLS client and the controlling ICE agent."""

    role = "controlling"

    def __init__(self, media: Any, avatar: int) -> None:
        self.media = media
        self.avatar = AvatarId(avatar)
        self.audio_ssrc = secrets.randbits(31) + 1
        self.video_ssrc = secrets.randbits(31) + 1
        self.received: list[Received] = []
        self.rtcp: list[Any] = []
        self.responses = 0
        self.generation = 0
        self.offer = ""
        self.certificate = RTCCertificate.generateCertificate()
        self._records: asyncio.Queue[bytes] = asyncio.Queue()
        self._changed = asyncio.Event()
        self.sock = self._new_socket()
        self.dtls = RTCDtlsTransport(self, [self.certificate])
        self.dtls._set_role("client")

    # --- sockets

    def _new_socket(self) -> socket.socket:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(("127.0.0.1", 0))
        sock.setblocking(False)
        asyncio.get_running_loop().add_reader(sock.fileno(), self._read, sock)
        return sock

    def _read(self, sock: socket.socket) -> None:
        while True:
            try:
                data = sock.recv(2048)
            except BlockingIOError:
                break
            self._take(data)
        self._changed.set()

    def _take(self, data: bytes) -> None:
        if data[0] < 4:
            self.responses += 1
        elif data[0] < 64:
            self._records.put_nowait(data)
        elif 192 <= data[1] <= 223:
            self.rtcp += RtcpPacket.parse(self.dtls._rx_srtp.unprotect_rtcp(data))
        else:
            self.received.append(Received(self.dtls._rx_srtp.unprotect(data), data))

    async def _recv(self) -> bytes:
        return await self._records.get()

    async def _send(self, data: bytes) -> None:
        self.send_raw(data)

    def send_raw(self, data: bytes) -> None:
        self.sock.sendto(data, self.server)

    @property
    def server(self) -> tuple[str, int]:
        return ("127.0.0.1", self.media.port)

    def rebind(self) -> None:
        """Go on from another port, as behind a NAT that forgot us."""
        self._close_socket()
        self.sock = self._new_socket()

    def _close_socket(self) -> None:
        asyncio.get_running_loop().remove_reader(self.sock.fileno())
        self.sock.close()

    # --- signalling and transport

    def offered(self, name: str) -> str:
        """The first attribute of that name in the offer."""
        return next(
            line.partition(":")[2]
            for line in self.offer.splitlines()
            if line.startswith(f"a={name}:")
        )

    @property
    def slot_ssrcs(self) -> dict[str, int]:
        """SSRC of each slot, by mid."""
        ssrcs, mid = {}, ""
        for line in self.offer.splitlines():
            if line.startswith("a=mid:"):
                mid = line[6:]
            elif line.startswith("a=ssrc:"):
                ssrcs[mid] = int(line[7:].split()[0])
        return ssrcs

    def answer_sdp(self, fingerprint: str | None = None) -> str:
        mine = next(f.value for f in self.certificate.getFingerprints() if f.algorithm == "sha-256")
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
        for section in self.offer.split("m=")[1:]:
            mid = next(x[6:] for x in section.splitlines() if x.startswith("a=mid:"))
            lines += [
                "m=" + section.splitlines()[0],
                f"a=fingerprint:sha-256 {fingerprint or mine}",
                "a=setup:active",
                f"a=mid:{mid}",
            ]
            ssrc = {"a": self.audio_ssrc, "v": self.video_ssrc}.get(mid)
            if ssrc:
                lines.append(f"a=ssrc:{ssrc} cname:x")
        return "\r\n".join(lines) + "\r\n"

    async def open(self) -> None:
        offer = await self.media.open(self.avatar)
        self.offer, self.generation = offer.sdp, offer.generation

    def check(self, *, nominate: bool = True) -> bytes:
        """A connectivity check for the present offer."""
        request = stun.Message(message_method=stun.Method.BINDING, message_class=stun.Class.REQUEST)
        request.attributes["USERNAME"] = self.offered("ice-ufrag") + ":browser"
        request.attributes["PRIORITY"] = 1
        request.attributes["ICE-CONTROLLING"] = 1
        if nominate:
            request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity(self.offered("ice-pwd").encode())
        return bytes(request)

    async def bind_ice(self) -> None:
        """Send a check and wait for its answer."""
        before = self.responses
        self.send_raw(self.check())
        await self.until(lambda: self.responses > before)

    async def connect(self) -> None:
        """Offer, answer, ICE and DTLS."""
        await self.open()
        await self.media.answer(self.avatar, self.generation, self.answer_sdp())
        await self.bind_ice()
        await self.handshake()

    async def handshake(self) -> None:
        fingerprint = self.offered("fingerprint").partition(" ")[2]
        parameters = RTCDtlsParameters([RTCDtlsFingerprint("sha-256", fingerprint)])
        async with asyncio.timeout(PATIENCE_S):
            await self.dtls.start(parameters)
        assert self.dtls.state == "connected"

    async def close(self) -> None:
        await self.dtls.stop()
        self._close_socket()
        await asyncio.sleep(0)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something received makes the condition true."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def settle(self) -> None:
        """Wait until the server has handled everything sent so far (it answers in order)."""
        await self.bind_ice()

    # --- media

    def protect(self, packet: bytes) -> bytes:
        return self.dtls._tx_srtp.protect(packet)

    def voice(self, sequence: int, payload: bytes = b"voice", *, level: int = 30) -> bytes:
        """A plain Opus packet with an audio level."""
        header = struct.pack(
            "!BBHLL", 0x90, 111, sequence & 0xFFFF, sequence * 960 & 0xFFFFFFFF, self.audio_ssrc
        )
        return header + struct.pack("!HHBBBB", 0xBEDE, 1, 0x10, level, 0, 0) + payload

    def picture(self, sequence: int, payload: bytes = b"picture", *, key: bool = False) -> bytes:
        """A plain VP8 packet with an absolute send time of 0x010203."""
        header = struct.pack(
            "!BBHLL", 0x90, 96, sequence & 0xFFFF, sequence * 6000 & 0xFFFFFFFF, self.video_ssrc
        )
        extension = struct.pack("!HHBBBB", 0xBEDE, 1, 0x22, 1, 2, 3)
        return header + extension + bytes([0x10, 0 if key else 1]) + payload

    def send(self, packet: bytes) -> None:
        self.send_raw(self.protect(packet))

    def send_rtcp(self, packet: Any) -> None:
        self.send_raw(self.dtls._tx_srtp.protect_rtcp(bytes(packet)))

    def in_slot(self, mid: str) -> list[Received]:
        """What was received in a slot, in order."""
        ssrc = self.slot_ssrcs[mid]
        return [packet for packet in self.received if packet.ssrc == ssrc]

    async def until_in_slot(self, mid: str, count: int) -> list[Received]:
        await self.until(lambda: len(self.in_slot(mid)) >= count)
        return self.in_slot(mid)
