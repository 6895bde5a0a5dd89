from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.vp8 import starts_keyframe


@pytest.mark.parametrize(
    ("payload", "starts"),
    [
        (b"\x10\x00", True),
        (b"\x10\x01", False),  # P: an interframe
        (b"\x00\x00", False),  # not the start of a partition
        (b"\x11\x00", False),  # the start of another partition
        (b"\x90\x80\x12\x00", True),  # picture id of 7 bits
        (b"\x90\x80\x92\x34\x00", True),  # picture id of 15 bits
        (b"\x90\xe0\x92\x34\x01\x02\x00", True),  # picture id, TL0PICIDX, TID
        (b"\x90\xf0\x92\x34\x01\x02\x01", False),
        (b"\x90\x10\x02\x00", True),  # KEYIDX alone
        (b"", False),
        (b"\x10", False),
        (b"\x90", False),
        (b"\x90\x80", False),
    ],
)
def test_where_a_keyframe_starts(payload: bytes, starts: bool) -> None:
    assert starts_keyframe(b"header" + payload, 6) is starts


@given(st.binary(max_size=12), st.integers(0, 20))
def test_hostile_bytes_never_raise(packet: bytes, payload_at: int) -> None:
    assert starts_keyframe(packet, payload_at) in {True, False}
