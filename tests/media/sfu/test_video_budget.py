from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.video_budget import VideoBudget


def test_an_estimate_below_what_is_sent_takes_one_picture() -> None:
    budget = VideoBudget().heard(200_000, 450_000, playing=3, now_s=10.0)
    assert budget.suspended == 1


def test_an_estimate_around_what_is_sent_changes_nothing() -> None:
    fresh = VideoBudget()
    assert fresh.heard(440_000, 450_000, 3, 10.0) is fresh
    assert fresh.heard(20_000, 25_000, 3, 10.0) is fresh
    assert fresh.heard(1, 450_000, 0, 10.0) is fresh


def test_changes_settle_before_the_next() -> None:
    budget = VideoBudget().heard(1000, 450_000, 3, 10.0)
    assert budget.heard(1000, 300_000, 2, 11.0) is budget
    assert budget.heard(1000, 300_000, 2, 12.5).suspended == 2


def test_a_picture_is_tried_again_less_and_less_often() -> None:
    budget, now_s, waits = VideoBudget(), 0.0, []
    for _ in range(6):
        budget = budget.heard(1000, 450_000, 1, now_s)
        assert budget.suspended == 1
        start = now_s
        while budget.suspended:
            now_s += 0.5
            budget = budget.passed(now_s)
        waits.append(now_s - start)
        now_s += 3
    assert waits[0] == 5
    assert waits == sorted(waits)


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 10**6), st.integers(0, 6)), max_size=50)
)
def test_never_more_is_suspended_than_plays(reports: list[tuple[int, float, int]]) -> None:
    budget, now_s, total = VideoBudget(), 0.0, 6
    for estimate, sent, _ in reports:
        now_s += 1.0
        budget = budget.passed(now_s).heard(estimate, sent, total - budget.suspended, now_s)
        assert 0 <= budget.suspended <= total
