"""`/healthz`: alive. `/readyz`: ready to take people, or why not. `/metrics`: numbers."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import hdrs, web

from island_server.metrics import CONTENT_TYPE, Metrics

Check = Callable[[], str | None]
"""Returns at once: `None` if all is well, else what is wrong, in words without personal data."""

_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}


class HealthChecks:
    """What must hold before the island takes people; each part of the server adds its own check."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def add(self, name: str, check: Check) -> None:
        """Ask `check` at every look; another one of the same name is replaced."""
        self._checks[name] = check

    def failures(self) -> dict[str, str]:
        """What is wrong now, by the name of the check; empty means ready."""
        answers = {name: check() for name, check in self._checks.items()}
        return {name: answer for name, answer in answers.items() if answer is not None}


def routes(
    checks: HealthChecks, metrics: Metrics, may_read: Callable[[web.Request], bool]
) -> list[web.RouteDef]:
    """The three addresses for operators; `may_read` says who gets the numbers."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True}, headers=_NO_STORE)

    async def ready(_request: web.Request) -> web.Response:
        reasons = checks.failures()
        if not reasons:
            return web.json_response({"ok": True}, headers=_NO_STORE)
        listed = "; ".join(f"{name}: {reason}" for name, reason in reasons.items())
        body = {"ok": False, "error": listed, "reason": "not_ready", "status": 503}
        return web.json_response({**body, "reasons": reasons}, status=503, headers=_NO_STORE)

    async def numbers(request: web.Request) -> web.Response:
        if not may_read(request):
            raise web.HTTPForbidden
        headers = {**_NO_STORE, hdrs.CONTENT_TYPE: CONTENT_TYPE}
        return web.Response(body=metrics.render(), headers=headers)

    return [
        web.get("/healthz", alive),
        web.get("/readyz", ready),
        web.get("/metrics", numbers),
    ]
