from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.tcp_framing import Deframer, FrameTooLongError, frame


@given(st.lists(st.binary(min_size=1, max_size=50)), st.integers(1, 20))
def test_frames_survive_any_cutting(packets: list[bytes], piece: int) -> None:
    stream = b"".join(map(frame, packets))
    deframer = Deframer(50)
    found = [
        packet
        for at in range(0, len(stream), piece)
        for packet in deframer.feed(stream[at : at + piece])
    ]
    assert found == packets


def test_empty_frames_are_skipped() -> None:
    assert Deframer(50).feed(b"\0\0" + frame(b"x")) == [b"x"]


def test_a_frame_beyond_the_limit_ends_it() -> None:
    with pytest.raises(FrameTooLongError):
        Deframer(50).feed(b"\0\x33")
