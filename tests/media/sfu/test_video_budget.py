from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.video_budget import VideoBudget


def short(budget: VideoBudget, from_s: float, until_s: float, playing: int = 3) -> VideoBudget:
    """Hear a shortage four times a second."""
    now_s = from_s
    while now_s <= until_s:
        budget = budget.heard(100_000, 450_000, playing, now_s)
        now_s += 0.25
    return budget


def test_a_lasting_shortage_takes_one_picture() -> None:
    assert short(VideoBudget(), 10.0, 11.75).suspended == 0
    assert short(VideoBudget(), 10.0, 12.0).suspended == 1


def test_a_moments_shortage_takes_none() -> None:
    budget = short(VideoBudget(), 10.0, 11.5).heard(400_000, 450_000, 3, 11.6)
    assert short(budget, 11.8, 13.5).suspended == 0


def test_an_estimate_around_what_is_sent_changes_nothing() -> None:
    fresh = VideoBudget()
    assert fresh.heard(350_000, 450_000, 3, 10.0) == fresh
    assert fresh.heard(1, 25_000, 3, 10.0) == fresh
    assert fresh.heard(1, 450_000, 0, 10.0) == fresh


def test_changes_settle_before_the_next() -> None:
    budget = short(VideoBudget(), 10.0, 12.0)
    assert short(budget, 12.25, 15.75).suspended == 1
    assert short(budget, 12.25, 16.0).suspended == 2


def test_a_picture_is_tried_again_and_less_often_if_that_fails() -> None:
    budget, now_s, waits = VideoBudget(), 0.0, []
    for _ in range(6):
        budget = short(budget, now_s + 3, now_s + 5, playing=1)
        assert budget.suspended == 1
        start = now_s = now_s + 5
        while budget.suspended:
            now_s += 0.5
            budget = budget.passed(now_s)
        waits.append(round(now_s - start))
    assert waits == [5, 10, 20, 40, 60, 60]
    calm_s = now_s + 300
    assert short(budget, calm_s, calm_s + 2).retry_s == 5.0


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 10**6), st.floats(0, 5)), max_size=100)
)
def test_never_more_is_suspended_than_plays(reports: list[tuple[int, float, float]]) -> None:
    budget, now_s, total = VideoBudget(), 0.0, 6
    for estimate, sent, pause_s in reports:
        now_s += pause_s
        budget = budget.passed(now_s).heard(estimate, sent, total - budget.suspended, now_s)
        assert 0 <= budget.suspended <= total
