"""Every request under /api, tried as every role: refused as the table of permissions says."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web

from island_server.access.permissions import REQUEST_PATHS, may_request
from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.ports import EventInfo
from island_server.web import entry_api, maps_api
from island_server.web.invitation_guard import InvitationGuard

from .access_event import AccessEvent
from .client import serving
from .maps_event import LIMITS, Event, Links, Shelf

PARTS = {"{name}": "nes", "{id}": "x", "{number:[0-9]{1,9}}": "1"}
EVENT = EventInfo("e", "E", "m", "presence", 30, "e")


def api(folder: Path) -> list[web.RouteDef]:
    access = maps_api.MapsAccess(InvitationGuard(Links(), may_request, lambda *_: True), LIMITS, 60)
    maps = maps_api.routes(Shelf(folder), Event().as_asked(), access, ManualClock())
    event = AccessEvent(Links())
    return [*maps, *event.routes, *entry_api.routes(find_entry, ManualClock())]


async def find_entry(_token: str | None) -> entry_api.Entry:
    return entry_api.Entry(Links(), lambda: EVENT, lambda: "now")


def permission_of(path: str) -> str | None:
    return REQUEST_PATHS[max((it for it in REQUEST_PATHS if path.startswith(it)), key=len)]


@pytest.mark.parametrize("role", [None, *Role])
async def test_a_role_may_ask_what_the_table_says(role: Role | None, tmp_path: Path) -> None:
    routes = api(tmp_path)
    headers = {} if role is None else {"Authorization": f"Bearer {role.value}"}
    async with serving(routes) as client:
        for route in routes:
            path, body = route.path, {"token": role and role.value}
            for part, given in PARTS.items():
                path = path.replace(part, given)
            async with client.request(route.method, path, headers=headers, json=body) as answer:
                needed = permission_of(route.path)
                allowed = role is not None and (needed is None or may_request(role, needed))
                assert (answer.status == 403) == (not allowed), (route, answer.status)
