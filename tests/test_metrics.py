from __future__ import annotations

import prometheus_client

from island_server.metrics import Metrics


def test_two_islands_count_apart_and_leave_the_default_registry_alone() -> None:
    one, other = Metrics(), Metrics()
    one.refused.labels("rate").inc()
    assert b'eiland_refused_total{reason="rate"} 1.0' in one.render()
    assert b'reason="rate"' not in other.render()
    assert b"eiland" not in prometheus_client.generate_latest()


def test_a_source_is_read_at_each_look() -> None:
    metrics = Metrics()
    numbers: dict[str, float] = {}
    metrics.add_source("media", lambda: numbers)
    assert b"eiland_media" not in metrics.render()
    numbers["peers"] = 4
    assert b"eiland_media_peers 4.0" in metrics.render()
