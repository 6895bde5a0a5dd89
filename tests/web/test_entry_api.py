from __future__ import annotations

import pytest

from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.errors import AccessDenied
from island_server.ports import EventInfo, Invitation
from island_server.web import entry_api

from .client import Client, error_of, error_shape, serving

EVENT = EventInfo(
    id="ameland", name="Ameland", map_id="nes-1", log="presence", retention_days=30, series="dunes"
)


class KnownLinks:
    def check(self, token: str | None) -> Invitation:
        if token is None:
            raise AccessDenied("link_missing")
        if token != "good":
            raise AccessDenied("link_expired", "on Tuesday")
        return Invitation("ameland", Role.HOST, 0)

    async def permit(self, invitation: Invitation, code: str) -> str:
        assert invitation.role is Role.HOST
        if code != "right":
            raise AccessDenied("passcode_wrong")
        return "permit"


def routes(sign_in: str | None = None) -> list[entry_api.web.RouteDef]:
    async def find(_token: str | None) -> entry_api.Entry:
        return entry_api.Entry(KnownLinks(), lambda: EVENT, lambda: "coming")

    return entry_api.routes(find, ManualClock(wall_ms=1_750_000_000_000), sign_in)


async def post_text(client: Client, text: str, content_type: str = "application/json") -> object:
    headers = {"Content-Type": content_type}
    return await client.post("/api/entry", data=text.encode(), headers=headers)


async def test_a_link_tells_what_one_enters() -> None:
    async with serving(routes()) as client:
        response = await client.post("/api/entry", json={"token": "good"})
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert await response.json() == {
            "ok": True,
            "role": "host",
            "phase": "coming",
            "now_ms": 1_750_000_000_000,
            "event": {
                "id": "ameland",
                "name": "Ameland",
                "map": "/maps/nes-1/island.json",
                "log": "presence",
                "retention_days": 30,
                "series": "dunes",
                "version": 1,
            },
        }


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, "link_missing"),
        ({"token": None}, "link_missing"),
        ({"token": "old"}, "link_expired"),
        ({"token": 5}, "link_invalid"),
        ({"token": ["good"]}, "link_invalid"),
    ],
)
async def test_a_link_that_does_not_open_is_refused_by_its_reason(
    body: object, reason: str
) -> None:
    async with serving(routes()) as client:
        response = await client.post("/api/entry", json=body)
        assert response.status == 403
        assert "Tuesday" not in await response.text()
        assert await error_of(response) == error_shape(403, reason)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"good"', "\udcff", "[" * 4000])
async def test_a_body_that_is_no_json_object_is_refused(text: str) -> None:
    async with serving(routes()) as client:
        headers = {"Content-Type": "application/json"}
        data = text.encode("utf-8", "surrogateescape")
        response = await client.post("/api/entry", data=data, headers=headers)
        assert await error_of(response) == error_shape(400, "bad_message")


async def test_a_large_body_is_refused() -> None:
    async with serving(routes()) as client:
        response = await client.post("/api/entry", json={"token": "x" * 5000})
        assert await error_of(response) == error_shape(413, "bad_message")


async def test_a_form_of_another_site_is_refused() -> None:
    async with serving(routes()) as client:
        response = await client.post("/api/entry", data={"token": "good"})
        assert await error_of(response) == error_shape(415, "bad_message")


async def test_the_right_passcode_gives_a_permit() -> None:
    async with serving(routes()) as client:
        response = await client.post("/api/entry/passcode", json={"token": "good", "code": "right"})
        assert await response.json() == {"ok": True, "permit": "permit"}
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({"code": "right"}, 403, "link_missing"),
        ({"token": "old", "code": "right"}, 403, "link_expired"),
        ({"token": "good", "code": "wrong"}, 403, "passcode_wrong"),
        ({"token": "good"}, 400, "bad_message"),
        ({"token": "good", "code": 7}, 400, "bad_message"),
    ],
)
async def test_others_give_none(body: object, status: int, reason: str) -> None:
    async with serving(routes()) as client:
        response = await client.post("/api/entry/passcode", json=body)
        assert await error_of(response) == error_shape(status, reason)


async def test_who_has_no_good_link_hears_that_one_can_sign_in() -> None:
    async with serving(routes("Example")) as client:
        for token, reason in ((None, "link_missing"), ("old", "link_expired")):
            response = await client.post("/api/entry", json={"token": token})
            told = {**error_shape(403, reason), "sign_in": "Example"}
            assert await error_of(response) == told
