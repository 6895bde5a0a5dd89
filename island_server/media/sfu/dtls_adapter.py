"""DTLS handshake and SRTP for one peer (RFC 5764), by aiortc and pylibsrtp.

The only module that touches private names of those two; `tests/media/test_dtls_adapter.py` holds a
contract test for each name, and the versions are pinned to a minor release.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pylibsrtp
from aiortc import RTCCertificate
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport, State
from pylibsrtp import Policy, Session
from pylibsrtp._binding import ffi, lib

_SCRATCH_BYTES = 4096
"""Holds the longest datagram and an SRTP trailer (16 + 128 bytes) with room to spare."""
_REPLAY_WINDOW = 1024


class DtlsCertificate:
    """The server's one certificate, made anew at each start; its fingerprint is in the offers."""

    def __init__(self) -> None:
        self.for_aiortc = RTCCertificate.generateCertificate()
        self.fingerprint = next(
            fingerprint.value
            for fingerprint in self.for_aiortc.getFingerprints()
            if fingerprint.algorithm == "sha-256"
        )


class SrtpScratch:
    """One buffer in which all links of an event loop encrypt and decrypt in place, in turn."""

    __slots__ = ("buffer", "cdata", "length", "view")

    def __init__(self) -> None:
        self.buffer = bytearray(_SCRATCH_BYTES)
        self.view = memoryview(self.buffer)
        self.cdata = ffi.from_buffer(self.buffer)
        self.length = ffi.new("int *")


class _DatagramPipe:
    """What aiortc's DTLS transport takes for an ICE transport: `role`, `_recv` and `_send`."""

    role = "controlled"

    def __init__(self, send: Callable[[bytes], None], queue_max: int) -> None:
        self._outward = send
        self.inward: asyncio.Queue[bytes] = asyncio.Queue(queue_max)

    async def _recv(self) -> bytes:
        return await self.inward.get()

    async def _send(self, data: bytes) -> None:
        self._outward(data)


class _SlotDtlsTransport(RTCDtlsTransport):
    """aiortc's transport, except that libsrtp refuses to send one packet index twice."""

    def _setup_srtp(self) -> None:
        chosen = self._ssl.get_selected_srtp_profile() if self._ssl else b""
        profile = next((p for p in self._srtp_profiles if p.openssl_profile == chosen), None)
        if self._ssl is None or profile is None:
            self._set_state(State.FAILED)
            return
        keys = self._ssl.export_keying_material(
            b"EXTRACTOR-dtls_srtp", 2 * (profile.key_length + profile.salt_length)
        )
        is_server = self._role == "server"
        self._rx_srtp = _session(
            profile.get_key_and_salt(keys, 0 if is_server else 1),
            profile.libsrtp_profile,
            Policy.SSRC_ANY_INBOUND,
        )
        self._tx_srtp = _session(
            profile.get_key_and_salt(keys, 1 if is_server else 0),
            profile.libsrtp_profile,
            Policy.SSRC_ANY_OUTBOUND,
        )


def _session(key: bytes, profile: int, ssrc_type: int) -> Session:
    policy = Policy(key=key, ssrc_type=ssrc_type, srtp_profile=profile)
    policy.allow_repeat_tx = False
    policy.window_size = _REPLAY_WINDOW
    return Session(policy)


class DtlsLink:
    """The encrypted way to one peer: we are the DTLS server.

    `receive` takes DTLS records from the start; packets can be protected once `is_ready`.
    """

    def __init__(
        self,
        certificate: DtlsCertificate,
        scratch: SrtpScratch,
        send: Callable[[bytes], None],
        queue_max: int,
    ) -> None:
        self.is_ready = False
        self._scratch = scratch
        self._pipe = _DatagramPipe(send, queue_max)
        self._dtls = _SlotDtlsTransport(cast("Any", self._pipe), [certificate.for_aiortc])
        self._dtls._set_role("server")  # noqa: SLF001
        self._rx: Any = None
        self._tx: Any = None
        self._on_closed: Callable[[], None] | None = None

    def receive(self, record: bytes) -> bool:
        """Take a DTLS datagram; False if the queue is full and it was dropped."""
        try:
            self._pipe.inward.put_nowait(record)
        except asyncio.QueueFull:
            return False
        return True

    async def connect(self, fingerprint: str, on_closed: Callable[[], None]) -> bool:
        """Do the handshake with the owner of the SHA-256 `fingerprint`; False if it fails.

        `on_closed` is called if the other side closes the transport later. May be cancelled.
        """
        parameters = RTCDtlsParameters([RTCDtlsFingerprint("sha-256", fingerprint)])
        await self._dtls.start(parameters)
        if self._dtls.state != "connected":
            return False
        self._rx = self._dtls._rx_srtp._srtp[0]  # noqa: SLF001
        self._tx = self._dtls._tx_srtp._srtp[0]  # noqa: SLF001
        self._on_closed = on_closed
        self._dtls.add_listener("statechange", self._handle_state)
        self.is_ready = True
        return True

    def _handle_state(self) -> None:
        if self._dtls.state == "closed" and self._on_closed is not None:
            self.is_ready = False
            self._on_closed()

    async def close(self) -> None:
        """Say goodbye (DTLS close_notify) and end; `on_closed` is not called."""
        self.is_ready = False
        self._on_closed = None
        await self._dtls.stop()

    def protect(self, length: int) -> bytes | None:
        """Encrypt the RTP packet in the scratch buffer; None if its index was used before."""
        scratch = self._scratch
        scratch.length[0] = length
        if lib.srtp_protect(self._tx, scratch.cdata, scratch.length):
            return None
        return bytes(scratch.view[: scratch.length[0]])

    def unprotect(self, datagram: bytes) -> bytes | None:
        """Decrypt an RTP packet; None if it is not authentic or a replay."""
        scratch = self._scratch
        length = len(datagram)
        scratch.buffer[:length] = datagram
        scratch.length[0] = length
        if lib.srtp_unprotect(self._rx, scratch.cdata, scratch.length):
            return None
        return bytes(scratch.view[: scratch.length[0]])

    def protect_rtcp(self, packet: bytes) -> bytes:
        """Encrypt an RTCP packet of our own making."""
        return self._dtls._tx_srtp.protect_rtcp(packet)  # noqa: SLF001

    def unprotect_rtcp(self, datagram: bytes) -> bytes | None:
        """Decrypt an RTCP packet; None if it is not authentic, a replay or too long."""
        try:
            return self._dtls._rx_srtp.unprotect_rtcp(datagram)  # noqa: SLF001
        except (pylibsrtp.Error, ValueError):
            return None
