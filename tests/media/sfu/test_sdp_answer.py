from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.errors import MediaRefused
from island_server.media.sfu.sdp_answer import parse_answer

MIDS = ["a", "v", "a0"]
FINGERPRINT = ":".join(["0A"] * 32)


def sdp(**changes: str) -> str:
    lines = ["v=0", "s=-"]
    for mid in changes.get("mids", "a v a0").split():
        lines += [
            "m=audio 9 UDP/TLS/RTP/SAVPF 111",
            f"a=mid:{mid}",
            f"a=fingerprint:sha-256 {changes.get('fingerprint', FINGERPRINT)}",
            f"a=setup:{changes.get('setup', 'active')}",
            f"a=ssrc:{changes.get('ssrc', '77')} cname:x",
        ]
    return "\r\n".join(lines) + "\r\n"


def test_a_good_answer() -> None:
    answer = parse_answer(sdp(), MIDS)
    assert answer.fingerprint == FINGERPRINT
    assert answer.uplink_ssrcs == {"a": 77, "v": 77}


def test_an_uplink_may_be_silent_about_its_ssrc() -> None:
    assert parse_answer(sdp(ssrc="x"), MIDS).uplink_ssrcs == {}
    assert parse_answer(sdp(ssrc="9999999999"), MIDS).uplink_ssrcs == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "v=0\r\n",
        sdp(mids="a v"),
        sdp(mids="a a0 v"),
        sdp(fingerprint="0A:0B"),
        sdp(setup="passive"),
        sdp().replace("sha-256", "sha-1"),
        sdp().replace("0A", "0B", 1),
        sdp() + "x" * 65_536,
    ],
)
def test_what_does_not_fit_is_refused(wrong: str) -> None:
    with pytest.raises(MediaRefused, match="bad_answer"):
        parse_answer(wrong, MIDS)


@given(st.text(max_size=300))
def test_hostile_text_raises_nothing_else(text: str) -> None:
    with contextlib.suppress(MediaRefused):
        parse_answer(text, MIDS)
    with contextlib.suppress(MediaRefused):
        parse_answer(sdp().replace("0A", text, 1), MIDS)
