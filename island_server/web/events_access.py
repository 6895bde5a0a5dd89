"""Who may ask about events: organisers by their link, programs by their token, not too often."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from island_server.errors import AccessDenied, EventRefused
from island_server.event_ports import ApiToken, EventScope
from island_server.ports import Clock

MINUTE_MS = 60_000
MOST_CALLERS = 1000
"""Of so many the last minute is remembered."""
_BEARER = "Bearer "

FindToken = Callable[[str], Awaitable[ApiToken | None]]
"""What a token of a program stands for; `None` if it does not count."""
AdmitOrganiser = Callable[[web.Request, str | None], Awaitable[tuple[str, EventScope]]]
"""The event and scope of the organiser who asks, by the token of their invitation.

Raises `AccessDenied`.
"""


class CallRate:
    """Lets so many requests through in any minute, of each caller."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._calls: dict[str, deque[int]] = {}

    def take(self, caller: str) -> None:
        """Let one through. Raises `EventRefused`: `rate`."""
        now_ms = self._clock.now_ms()
        calls = self._calls.pop(caller, None) or deque(maxlen=self._per_minute)
        self._calls[caller] = calls  # the last one to be forgotten
        if len(calls) == calls.maxlen and now_ms - calls[0] < MINUTE_MS:
            raise EventRefused("rate", "too many requests in one minute")
        calls.append(now_ms)
        if len(self._calls) > MOST_CALLERS:
            del self._calls[next(iter(self._calls))]


@dataclass(frozen=True, slots=True)
class EventsAccess:
    """Knows whose events somebody may manage.

    `beginning`: by which a token of a program is told from an invitation.
    """

    beginning: str
    find_token: FindToken
    admit_organiser: AdmitOrganiser
    rate: CallRate

    async def admit(self, request: web.Request) -> EventScope:
        """The scope of whoever asks. Nothing else of the request is read.

        Raises `AccessDenied`: `token_invalid` or what is wrong with the link; `EventRefused`:
        `rate`. All who show a token that does not count share one rate.
        """
        given = request.headers.get(hdrs.AUTHORIZATION, "")
        bearer = given.removeprefix(_BEARER).strip() if given.startswith(_BEARER) else None
        if bearer is None or not bearer.startswith(self.beginning):
            event_id, scope = await self.admit_organiser(request, bearer)
            self.rate.take(f"event {event_id}")
            return scope
        token = await self.find_token(bearer)
        self.rate.take(f"token {token.id}" if token else "unknown")
        if token is None:
            raise AccessDenied("token_invalid")
        return EventScope(token.series)
