"""One contract test per private name of aiortc and pylibsrtp that `dtls_adapter` uses."""

from __future__ import annotations

import inspect
from typing import Any

import pylibsrtp
import pytest
from aiortc import RTCCertificate
from aiortc.rtcdtlstransport import RTCDtlsTransport, State
from pylibsrtp import Policy, Session
from pylibsrtp._binding import ffi, lib

from island_server.core.ids import AvatarId
from island_server.media.in_process import InProcessMedia
from island_server.media.sfu.dtls_adapter import (
    DtlsCertificate,
    DtlsLink,
    SrtpScratch,
    _DatagramPipe,
    _session,
)
from media.conftest import BrowserFactory

KEY = bytes(44)
PROFILE = Policy.SRTP_PROFILE_AEAD_AES_256_GCM


def packet(sequence: int, payload: bytes = b"payload") -> bytes:
    return b"\x80\x6f" + sequence.to_bytes(2, "big") + bytes(4) + b"\0\0\0\x07" + payload


def transport() -> Any:
    pipe: Any = _DatagramPipe(lambda _data: None, 4)
    return RTCDtlsTransport(pipe, [RTCCertificate.generateCertificate()])


def test_the_versions_are_those_we_know() -> None:
    assert pylibsrtp.__version__.startswith("1.0.")


def test_aiortc_set_role() -> None:
    dtls = transport()
    dtls._set_role("server")
    assert dtls._role == "server"


def test_aiortc_set_state_tells_statechange() -> None:
    dtls, told = transport(), []
    dtls.add_listener("statechange", lambda: told.append(dtls.state))
    dtls._set_state(State.FAILED)
    assert told == ["failed"]


def test_aiortc_srtp_profiles_describe_themselves() -> None:
    for profile in transport()._srtp_profiles:
        size = profile.key_length + profile.salt_length
        assert len(profile.get_key_and_salt(bytes(2 * size), 1)) == size
        assert isinstance(profile.openssl_profile, bytes)


def test_aiortc_calls_setup_srtp_once_connected_and_fills_these_names() -> None:
    dtls = transport()
    assert dtls._rx_srtp is None
    assert dtls._tx_srtp is None
    assert dtls._ssl is None
    assert "self._setup_srtp()" in inspect.getsource(RTCDtlsTransport.start)


def test_aiortc_uses_recv_send_and_role_of_its_transport() -> None:
    source = inspect.getsource(RTCDtlsTransport)
    used = {name for name in ("_recv", "_send", "role") if f"self.transport.{name}" in source}
    assert used == {"_recv", "_send", "role"}


def test_pylibsrtp_sessions_hold_a_raw_context() -> None:
    session = Session(Policy(KEY, Policy.SSRC_ANY_OUTBOUND, 0, PROFILE))
    assert ffi.typeof(session._srtp[0]) is ffi.typeof("srtp_t")


def test_pylibsrtp_protects_in_place() -> None:
    sender = _session(KEY, PROFILE, Policy.SSRC_ANY_OUTBOUND)
    receiver = _session(KEY, PROFILE, Policy.SSRC_ANY_INBOUND)
    scratch = SrtpScratch()
    plain = packet(1)
    scratch.buffer[: len(plain)] = plain
    scratch.length[0] = len(plain)
    assert lib.srtp_protect(sender._srtp[0], scratch.cdata, scratch.length) == 0
    assert scratch.length[0] == len(plain) + 16
    assert lib.srtp_unprotect(receiver._srtp[0], scratch.cdata, scratch.length) == 0
    assert scratch.view[: scratch.length[0]] == plain


def test_our_policy_refuses_one_index_with_other_content() -> None:
    sender = _session(KEY, PROFILE, Policy.SSRC_ANY_OUTBOUND)
    sender.protect(packet(5, b"one"))
    with pytest.raises(pylibsrtp.Error, match="replay"):
        sender.protect(packet(5, b"two"))


def test_a_full_queue_drops() -> None:
    link = DtlsLink(DtlsCertificate(), SrtpScratch(), lambda _data: None, queue_max=2)
    assert [link.receive(b"\x16") for _ in range(3)] == [True, True, False]


async def test_a_link_refuses_what_is_not_authentic(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    link = media.sfu._peers[AvatarId(1)].link
    good = one.protect(one.voice(1))
    assert link.unprotect(good[:-1] + bytes([good[-1] ^ 1])) is None
    assert link.unprotect(good) == one.voice(1)
    assert link.unprotect(good) is None
    assert link.unprotect_rtcp(good) is None
    assert link.unprotect_rtcp(bytes(1600)) is None


async def test_a_link_never_protects_one_index_twice(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    await browser(1)
    link = media.sfu._peers[AvatarId(1)].link
    scratch = link._scratch
    scratch.buffer[:19] = packet(9)
    assert link.protect(19) is not None
    scratch.buffer[:19] = packet(9, b"another")
    assert link.protect(19) is None
