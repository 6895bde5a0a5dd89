from __future__ import annotations

from island_server.media.sfu.rate_limit import SourceLimiter, TokenBucket


def test_a_burst_passes_and_then_the_rate() -> None:
    bucket = TokenBucket(10, 3, 0.0)
    assert [bucket.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(0.05)
    assert bucket.take(0.15)
    assert [bucket.take(60.0) for _ in range(4)] == [True, True, True, False]


def test_sources_do_not_share() -> None:
    limiter = SourceLimiter(1, 1, 10)
    assert limiter.allows("a", 0.0)
    assert not limiter.allows("a", 0.0)
    assert limiter.allows("b", 0.0)


def test_the_longest_silent_source_is_forgotten() -> None:
    limiter = SourceLimiter(1, 1, 2)
    for source in "abac":
        limiter.allows(source, 0.0)
    assert not limiter.allows("a", 0.0)
    assert limiter.allows("b", 0.0)
    assert len(limiter._buckets) == 2
