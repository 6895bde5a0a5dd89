"""The map with its zones, over HTTP."""

from __future__ import annotations

import pytest

from island_server.access.permissions import may_request
from island_server.core.events import Role
from island_server.errors import MapError
from island_server.web import zones_api
from island_server.web.invitation_guard import InvitationGuard

from .client import error_of, error_shape, serving
from .maps_event import Links

GUARD = InvitationGuard(Links(), may_request, lambda *_: True)


async def export(name: str) -> tuple[bytes, str] | None:
    if name == "office":
        raise MapError("office.wam: is not in the format TMJ or TMX")
    if name == "dune":
        return b"<map/>", ".tmx"
    return (b'{"layers": []}', ".tmj") if name in ("nes", "op de kaart") else None


async def ask(path: str, token: str | None) -> tuple[int, object]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    async with serving(zones_api.routes(export, GUARD)) as client:
        response = await client.get(path, headers=headers)
        if response.status == 200:
            assert response.headers["Cache-Control"] == "no-store"
            return 200, (response.headers["Content-Disposition"], await response.read())
        return response.status, await error_of(response)


@pytest.mark.parametrize("role", [Role.HOST, Role.ORGANISER])
async def test_hosts_and_organisers_get_the_map_as_a_file(role: Role) -> None:
    status, answer = await ask("/api/zones/nes/map", role)
    assert status == 200
    assert answer == ('attachment; filename="nes.tmj"', b'{"layers": []}')


async def test_a_map_in_xml_stays_in_xml() -> None:
    _, answer = await ask("/api/zones/dune/map", Role.HOST)
    assert answer == ('attachment; filename="dune.tmx"', b"<map/>")


async def test_the_name_of_the_file_is_plain() -> None:
    _, answer = await ask("/api/zones/op%20de%20kaart/map", Role.HOST)
    assert answer == ('attachment; filename="op-de-kaart.tmj"', b'{"layers": []}')


@pytest.mark.parametrize(
    ("token", "reason"),
    [(Role.ATTENDEE, "forbidden"), (None, "link_missing"), ("forged", "link_invalid")],
)
async def test_nobody_else_gets_it(token: str | None, reason: str) -> None:
    assert await ask("/api/zones/nes/map", token) == (403, error_shape(403, reason))


async def test_an_island_that_is_not_open_is_not_found() -> None:
    answer = await ask("/api/zones/atlantis/map", Role.HOST)
    assert answer == (404, error_shape(404, "unknown_map"))


async def test_a_map_that_cannot_be_written_is_told() -> None:
    answer = await ask("/api/zones/office/map", Role.HOST)
    assert answer == (409, error_shape(409, "bad_map"))
