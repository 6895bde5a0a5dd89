from __future__ import annotations

from island_server.metrics import Metrics
from island_server.web import health
from island_server.web.health import HealthChecks

from .client import error_of, error_shape, serving


def anybody(_request: object) -> bool:
    return True


async def test_the_server_is_alive_whatever_its_parts_say() -> None:
    checks = HealthChecks()
    checks.add("store", lambda: "disk full")
    async with serving(health.routes(checks, Metrics(), anybody)) as client:
        response = await client.get("/healthz")
        assert (response.status, await response.json()) == (200, {"ok": True})


async def test_it_is_ready_when_every_check_is_content() -> None:
    checks = HealthChecks()
    problem: list[str] = ["media process is starting"]
    checks.add("store", lambda: None)
    checks.add("media", lambda: problem[0] if problem else None)
    async with serving(health.routes(checks, Metrics(), anybody)) as client:
        response = await client.get("/readyz")
        assert response.status == 503
        assert await response.json() == {
            "ok": False,
            "error": "media: media process is starting",
            "reason": "not_ready",
            "status": 503,
            "reasons": {"media": "media process is starting"},
        }
        problem.clear()
        response = await client.get("/readyz")
        assert (response.status, await response.json()) == (200, {"ok": True})


async def test_metrics_are_text_for_prometheus() -> None:
    metrics = Metrics()
    metrics.entries.inc(3)
    async with serving(health.routes(HealthChecks(), metrics, anybody)) as client:
        response = await client.get("/metrics")
        assert response.headers["Content-Type"].startswith("text/plain")
        assert "eiland_entries_total 3.0" in await response.text()


async def test_metrics_are_not_for_everybody() -> None:
    async with serving(health.routes(HealthChecks(), Metrics(), lambda _: False)) as client:
        assert await error_of(await client.get("/metrics")) == error_shape(403, "forbidden")
        assert (await client.get("/healthz")).status == 200
