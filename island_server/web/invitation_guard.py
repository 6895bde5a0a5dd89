"""Lets those in who may ask what is not for everybody: by their invitation, from our own pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from island_server.core.events import Role
from island_server.errors import AccessDenied
from island_server.ports import Invitation, InvitationCheck

_BEARER = "Bearer "
_SAFE_METHODS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class InvitationGuard:
    """Knows who may ask what.

    Attributes:
        invitations: reads the invitation that a request carries.
        may: whether a role may ask about a subject, such as "maps".
        is_own_page: whether a request with this Origin and Host header comes from a page of this
            island, or from no page.
    """

    invitations: InvitationCheck
    may: Callable[[Role, str], bool]
    is_own_page: Callable[[str | None, str | None], bool]

    def admit(self, request: web.Request, subject: str) -> Invitation:
        """The invitation of whoever asks. Nothing else of the request is read.

        Raises `AccessDenied`: no invitation or not the right one, or a change asked by the page of
        somebody else.
        """
        headers = request.headers
        given = headers.get(hdrs.AUTHORIZATION, "")
        token = given.removeprefix(_BEARER).strip() if given.startswith(_BEARER) else None
        invitation = self.invitations.check(token)
        allowed = self.may(invitation.role, subject)
        if not allowed or not (request.method in _SAFE_METHODS or self.is_own(request)):
            raise AccessDenied("forbidden")
        return invitation

    def is_own(self, request: web.Request) -> bool:
        """Whether a request comes from a page of this island, or from no page."""
        headers = request.headers
        return self.is_own_page(headers.get(hdrs.ORIGIN), headers.get(hdrs.HOST))
