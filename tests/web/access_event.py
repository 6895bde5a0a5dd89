"""An event whose access is in memory, as the requests about it meet it."""

from __future__ import annotations

from island_server.access.permissions import may_request
from island_server.core.events import Role
from island_server.ports import InvitationCheck
from island_server.realtime.waiting_room import WaitingRoom
from island_server.web import access_api, guests_api, waiting_api
from island_server.web.invitation_guard import InvitationGuard
from tests.access.made_access import Made


class AccessEvent:
    """An event whose access is in memory, and whom it sent off."""

    def __init__(self, links: InvitationCheck | None = None) -> None:
        self.made = Made()
        self.access = self.made.access
        self.sent_off: list[str] = []
        self.room = WaitingRoom(5)
        guard = InvitationGuard(
            links or self.access,
            may_request,
            lambda origin, _: origin != "https://elsewhere.example",
        )
        access = self.access
        desks = access_api.AccessDesks(access.links, access, access.guests, self._send, None, 90)
        self.routes = [
            *access_api.routes(desks, guard),
            *guests_api.routes(desks, guard),
            *waiting_api.routes(self.room, guard, self.made.clock),
        ]

    def as_role(self, role: Role = Role.ORGANISER, **more: str) -> dict[str, str]:
        token = self.access.invitations.make(role, 1)
        return {"Authorization": f"Bearer {token}", **more}

    def _send(self, link: str) -> int:
        self.sent_off.append(link)
        return 2
