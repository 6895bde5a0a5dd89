from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.reception import Reception


def received(*sequences: int) -> Reception:
    reception = Reception()
    for sequence in sequences:
        reception.accept(sequence)
    return reception


def test_numbers_go_on_over_a_wrap() -> None:
    reception = Reception()
    numbers = [reception.accept(sequence) for sequence in (65_534, 65_535, 0, 1)]
    assert numbers == [65_536 + 65_534 + step for step in range(4)]
    assert reception.extended_highest == 65_537


def test_a_duplicate_gets_no_number() -> None:
    reception = received(5, 6, 8)
    assert reception.accept(6) is None
    assert reception.accept(7) == 65_536 + 7
    assert reception.accept(7) is None


def test_a_packet_far_behind_gets_no_number() -> None:
    reception = received(10, 2000)
    assert reception.accept(2000 - 1024) is None
    assert reception.accept(2000 - 1023) is not None


def test_a_packet_before_the_first_counts_too() -> None:
    reception = received(10, 9)
    assert (reception.received, reception.lost) == (2, 0)


def test_loss_is_counted_in_all_and_since_the_last_report() -> None:
    reception = received(0, 1, 4, 5)
    assert reception.lost == 2
    assert reception.fraction_lost() == (2 << 8) // 6
    assert reception.fraction_lost() == 0
    reception.accept(6)
    assert reception.fraction_lost() == 0


def test_nothing_received_is_nothing_lost() -> None:
    assert Reception().lost == 0


def test_jitter_rises_with_uneven_arrivals_and_ignores_a_new_timeline() -> None:
    even, uneven = Reception(), Reception()
    for step in range(50):
        even.time(step * 960, step * 0.02, 48_000)
        uneven.time(step * 960, step * 0.02 + (step % 2) * 0.01, 48_000)
    assert even.jitter == 0
    assert 200 < uneven.jitter <= 480
    before = uneven.jitter
    uneven.time(1 << 31, 2.0, 48_000)
    assert uneven.jitter == before


@given(st.lists(st.integers(0, 65_535), max_size=200))
def test_no_number_is_given_twice(sequences: list[int]) -> None:
    reception = Reception()
    numbers = [n for s in sequences if (n := reception.accept(s)) is not None]
    assert len(set(numbers)) == len(numbers) == reception.received
    assert all(n & 0xFFFF == s for n, s in zip(numbers[:1], sequences[:1], strict=True))


@given(st.lists(st.integers(1, 500), max_size=300))
def test_in_order_nothing_is_refused(steps: list[int]) -> None:
    reception = Reception()
    sequence = 0
    for step in steps:
        sequence += step
        assert reception.accept(sequence & 0xFFFF) is not None
    if steps:
        assert reception.lost == sequence - steps[0] + 1 - len(steps)
