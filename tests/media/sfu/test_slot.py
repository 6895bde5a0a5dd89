from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.reception import Reception
from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.slot import PLAYOUT_LAG_S, Place, Slot

EXTENDED = 1 << 16


def new_slot(kind: MediaKind = MediaKind.AUDIO, first: int = 100, history: int = 8) -> Slot:
    return Slot(kind, 0, 1234, Place(first, 5000, False), history)


def test_the_first_packet_takes_the_place_after_the_seed() -> None:
    assert new_slot().place(EXTENDED + 7, 960, False, 0.0) == Place(101, 5001, True)


def test_the_line_follows_the_source() -> None:
    slot = new_slot()
    slot.place(EXTENDED + 7, 960, False, 0.0)
    assert slot.place(EXTENDED + 9, 960 * 3, False, 0.02) == Place(103, 5001 + 960 * 2, False)
    assert slot.place(EXTENDED + 8, 960 * 2, False, 0.03) == Place(102, 5001 + 960, False)


@pytest.mark.parametrize(
    ("pause_s", "samples"), [(0.1, 4800), (0.5, 24_000 - int(PLAYOUT_LAG_S * 48_000))]
)
def test_a_splice_goes_on_after_the_highest_and_in_time(pause_s: float, samples: int) -> None:
    slot = new_slot()
    slot.place(EXTENDED + 7, 960, False, 16.0)
    slot.interrupt()
    place = slot.place(EXTENDED + 50_000, 77, False, 16.0 + pause_s)
    assert place is not None
    assert place.sequence == 102
    assert place.is_splice
    assert place.timestamp == pytest.approx(5001 + samples, abs=1)


def test_packets_older_than_the_splice_are_dropped() -> None:
    slot = new_slot()
    slot.place(EXTENDED + 7, 960, False, 0.0)
    slot.interrupt()
    slot.place(EXTENDED + 50, 960, False, 1.0)
    assert slot.place(EXTENDED + 49, 0, False, 1.0) is None


def test_a_picture_waits_for_a_keyframe_after_every_splice() -> None:
    slot = new_slot(MediaKind.VIDEO)
    assert slot.place(EXTENDED, 0, False, 0.0) is None
    assert slot.is_waiting
    assert slot.place(EXTENDED + 1, 0, True, 0.0) is not None
    assert slot.place(EXTENDED + 2, 0, False, 0.0) is not None
    slot.interrupt()
    assert slot.place(EXTENDED + 3, 0, False, 0.0) is None


def test_a_leap_of_the_source_is_a_splice() -> None:
    slot = new_slot()
    slot.place(EXTENDED, 0, False, 0.0)
    assert slot.place(EXTENDED + 30_000, 0, False, 0.0) == Place(102, 5002, True)


def test_the_sequence_wraps() -> None:
    slot = new_slot(first=32_767)
    sequences = []
    for number in range(EXTENDED, EXTENDED + 33_000):
        place = slot.place(number, 0, False, 0.0)
        assert place is not None
        sequences.append(place.sequence)
    assert sequences[32_767:32_770] == [65_535, 0, 1]


def test_a_slot_starts_in_the_lower_half() -> None:
    with pytest.raises(ValueError, match="lower half"):
        new_slot(first=32_768)


def test_the_history_gives_back_what_was_sent_until_it_is_overwritten() -> None:
    slot = new_slot(history=4)
    for sequence in (65_534, 65_535, 0, 1, 2):
        slot.keep(sequence, b"\x80\x6f" + sequence.to_bytes(2, "big") + b"cipher", 6)
    assert slot.recall(2) == b"\x80\x6f\x00\x02cipher"
    assert slot.recall(65_535) is not None
    assert slot.recall(65_534) is None
    assert slot.recall(3) is None
    assert (slot.packets, slot.octets) == (5, 30)


def test_our_sequences_map_back_to_the_present_source_only() -> None:
    slot = new_slot()
    slot.place(EXTENDED + 7, 0, False, 0.0)
    slot.interrupt()
    assert slot.number_of(101) is None
    slot.place(EXTENDED + 50, 0, False, 0.0)
    slot.place(EXTENDED + 53, 0, False, 0.0)
    assert slot.number_of(103) == EXTENDED + 51
    assert slot.number_of(101) is None
    assert slot.number_of(106) is None


class Stream:
    """One source as the SFU sees it: `Reception` in front, an SSRC that may begin anew."""

    def __init__(self) -> None:
        self.reception = Reception()


@st.composite
def _steps(draw: st.DrawFn) -> list[tuple[str, int, int, bool]]:
    """What happens to a slot: packets of three sources in any order, splices, fresh SSRCs."""
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(["packet"] * 30 + ["switch"] * 3 + ["stray", "interrupt", "begin"]),
                st.integers(0, 2),
                st.one_of(*[st.integers(-4, 6)] * 6, st.integers(-40, 40), st.integers(0, 65_535)),
                st.booleans(),
            ),
            min_size=30,
            max_size=300,
        )
    )


@given(_steps(), st.sampled_from(list(MediaKind)), st.integers(0, 32_767))
def test_no_packet_index_is_given_twice(
    steps: list[tuple[str, int, int, bool]], kind: MediaKind, first: int
) -> None:
    """RFC 3711 section 9.1: a packet index given twice would be a nonce used twice.

    The index is followed as a receiver does it, from the 16-bit sequence and the highest index.
    """
    slot = new_slot(kind, first)
    streams = [Stream() for _ in range(3)]
    positions = [10, 30_000, 65_500]
    playing, now_s = 0, 0.0
    highest: int = first
    given_out: set[int] = set()
    for what, which, amount, is_key in steps:
        now_s += 0.01
        if what == "switch":
            playing = which
            slot.interrupt()
        elif what == "interrupt":
            slot.interrupt()
        elif what == "begin":
            streams[which] = Stream()
            if which == playing:
                slot.interrupt()
        else:
            source = which if what == "stray" else playing
            positions[source] = (positions[source] + amount) & 0xFFFF
            number = streams[source].reception.accept(positions[source])
            if number is None or source != playing:
                continue
            place = slot.place(number, amount & 0xFFFFFFFF, is_key, now_s)
            if place is None:
                continue
            index = highest + ((place.sequence - highest + 0x8000) & 0xFFFF) - 0x8000
            assert index not in given_out
            given_out.add(index)
            highest = max(highest, index)
