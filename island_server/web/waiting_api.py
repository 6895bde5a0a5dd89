"""`/api/waiting`: who waits for a place on a full event, for hosts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from aiohttp import hdrs, web

from island_server.core.events import Role
from island_server.ports import Clock
from island_server.web.invitation_guard import InvitationGuard

_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}


class SomebodyWaiting(Protocol):
    """One of those who wait; `since_ms` by the island's clock."""

    @property
    def number(self) -> int:
        """By what hosts name them."""

    @property
    def name(self) -> str:
        """How they are called."""

    @property
    def role(self) -> Role:
        """What they are."""

    @property
    def since_ms(self) -> int:
        """Since when they wait."""


class WaitingLine(Protocol):
    """Those who wait, the next first."""

    def __iter__(self) -> Iterator[SomebodyWaiting]:
        """All of them."""

    def bring_forward(self, number: int) -> None:
        """Let somebody be the next. Raises `ReasonError("not_waiting")`."""


def routes(line: WaitingLine, guard: InvitationGuard, clock: Clock) -> list[web.RouteDef]:
    """Serve /api/waiting, as docs/protocol.md section 9 tells."""

    def answer() -> web.Response:
        now_ms = clock.now_ms()
        people = [
            {
                "number": it.number,
                "name": it.name,
                "role": it.role.value,
                "seconds": (now_ms - it.since_ms) // 1000,
            }
            for it in line
        ]
        return web.json_response({"ok": True, "people": people}, headers=_NO_STORE)

    async def show(request: web.Request) -> web.Response:
        guard.admit(request, "waiting")
        return answer()

    async def bring_forward(request: web.Request) -> web.Response:
        guard.admit(request, "waiting")
        line.bring_forward(int(request.match_info["number"]))
        return answer()

    return [
        web.get("/api/waiting", show),
        web.post("/api/waiting/{number:[0-9]{1,9}}/next", bring_forward),
    ]
