from __future__ import annotations

from island_server.media.sfu.missing_packets import MissingPackets


def missing() -> MissingPackets:
    return MissingPackets(first_s=0.04, tries_max=3, gap_max=100)


def test_a_gap_is_asked_for_at_once() -> None:
    assert missing().open_gap(5, 8, 0.0) == [5, 6, 7]


def test_pauses_double_and_tries_end() -> None:
    packets = missing()
    packets.open_gap(5, 6, 0.0)
    asked = [ms for ms in range(1, 2000) if packets.due(ms / 1000)]
    assert asked == [40, 120]
    assert not packets


def test_what_arrived_is_not_asked_for() -> None:
    packets = missing()
    packets.open_gap(5, 7, 0.0)
    packets.close_gap(5)
    packets.close_gap(99)
    assert packets.due(1.0) == [6]


def test_a_long_gap_is_given_up_with_all_before_it() -> None:
    packets = missing()
    packets.open_gap(5, 6, 0.0)
    assert packets.open_gap(10, 111, 0.0) == []
    assert not packets


def test_viewers_share_the_pace() -> None:
    packets = missing()
    packets.open_gap(5, 6, 0.0)
    assert not packets.ask_again(5, 0.01)
    assert packets.ask_again(5, 0.05)
    assert not packets.ask_again(5, 0.06)
    assert not packets.ask_again(6, 1.0)


def test_what_is_remembered_is_bounded() -> None:
    packets = missing()
    for start in range(0, 10_000, 100):
        packets.open_gap(start, start + 90, 0.0)
    assert len(packets.due(1.0)) == 256
