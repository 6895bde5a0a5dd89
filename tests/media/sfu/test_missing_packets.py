from __future__ import annotations

from island_server.media.sfu.missing_packets import MissingPackets


def missing() -> MissingPackets:
    return MissingPackets(pause_s=0.04, tries_max=3, gap_max=100)


def test_a_gap_is_asked_for_at_once() -> None:
    assert missing().open_gap(5, 8, 0.0) == [5, 6, 7]


def test_tries_are_paced_and_end() -> None:
    packets = missing()
    packets.open_gap(5, 6, 0.0)
    asked = [ms for ms in range(0, 2000, 5) if packets.due(ms / 1000)]
    assert asked == [40, 80]
    assert not packets


def test_a_long_way_is_given_time() -> None:
    packets = missing()
    for number in range(40):
        packets.open_gap(number, number + 1, number)
        packets.close_gap(number, number + 0.2)
    packets.open_gap(50, 51, 100.0)
    assert not packets.due(100.25)
    assert packets.due(100.31) == [50]


def test_an_answer_to_a_later_try_says_nothing_about_the_way() -> None:
    packets = missing()
    packets.open_gap(1, 2, 0.0)
    packets.due(0.05)
    packets.close_gap(1, 9.0)
    packets.open_gap(2, 3, 10.0)
    assert packets.due(10.05) == [2]


def test_what_arrived_is_not_asked_for() -> None:
    packets = missing()
    packets.open_gap(5, 7, 0.0)
    packets.close_gap(5, 0.0)
    packets.close_gap(99, 0.0)
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
