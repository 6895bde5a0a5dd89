from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.realtime.rate_limit import TokenBucket


def test_a_burst_is_let_through_and_then_no_more() -> None:
    bucket = TokenBucket(per_s=2, burst=3, now_ms=0)
    assert [bucket.take(0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(499)
    assert bucket.take(500)
    assert not bucket.take(501)


def test_a_bucket_never_holds_more_than_a_burst() -> None:
    bucket = TokenBucket(per_s=100, burst=2, now_ms=0)
    assert [bucket.take(10**9) for _ in range(3)] == [True, True, False]


@given(st.integers(1, 20), st.integers(1, 10), st.lists(st.integers(0, 500), max_size=60))
def test_no_more_is_let_through_than_the_rate_and_a_burst(
    per_s: int, burst: int, pauses: list[int]
) -> None:
    bucket, now_ms, taken = TokenBucket(per_s, burst, 0), 0, 0
    for pause_ms in pauses:
        now_ms += pause_ms
        taken += bucket.take(now_ms)
    assert taken <= burst + per_s * now_ms / 1000 + 1e-6
