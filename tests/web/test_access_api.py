"""Links, options, guests and the queue over HTTP."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from island_server.access_ports import LinkWish
from island_server.core.events import Role
from island_server.errors import StoreError
from tests.access.made_access import NOW_MS

from .access_event import AccessEvent
from .client import Client, error_of, error_shape, serving

REQUESTS = [
    ("GET", "/api/access"),
    ("POST", "/api/access/options"),
    ("POST", "/api/access/links"),
    ("POST", "/api/access/links/x/revoke"),
    ("POST", "/api/access/links/x/restore"),
    ("POST", "/api/access/revoke"),
    ("POST", "/api/access/guests"),
    ("GET", "/api/access/guests.csv"),
]


@pytest.fixture
def event() -> AccessEvent:
    return AccessEvent()


@pytest.fixture
async def client(event: AccessEvent) -> AsyncIterator[Client]:
    async with serving(event.routes) as client:
        yield client


async def post(client: Client, event: AccessEvent, path: str, body: object) -> dict[str, Any]:
    response = await client.post(path, json=body, headers=event.as_role())
    assert response.headers["Cache-Control"] == "no-store"
    answer: dict[str, Any] = await response.json()
    assert answer["ok"] is (response.status == 200)
    return answer


@pytest.mark.parametrize(("method", "path"), REQUESTS)
async def test_only_organisers_may(
    client: Client, event: AccessEvent, method: str, path: str
) -> None:
    for headers, reason in (
        ({}, "link_missing"),
        ({"Authorization": "Bearer x"}, "link_invalid"),
        (event.as_role(Role.ATTENDEE), "forbidden"),
        (event.as_role(Role.HOST), "forbidden"),
    ):
        response = await client.request(method, path, headers=headers, json={})
        assert await error_of(response) == error_shape(403, reason)


@pytest.mark.parametrize(("method", "path"), [r for r in REQUESTS if r[0] != "GET"])
async def test_pages_of_others_may_not(
    client: Client, event: AccessEvent, method: str, path: str
) -> None:
    headers = event.as_role(Origin="https://elsewhere.example")
    response = await client.request(method, path, headers=headers, json={})
    assert await error_of(response) == error_shape(403, "forbidden")


async def test_a_link_is_made_listed_revoked_and_restored(
    client: Client, event: AccessEvent
) -> None:
    wish = {
        "role": "host",
        "label": "  Press ",
        "groups": ["speakers", "speakers", "crew"],
        "days": 2,
        "uses_max": 3,
    }
    link = (await post(client, event, "/api/access/links", wish))["link"]
    assert event.access.check(link["token"]).groups == ("speakers", "crew")
    assert link == {
        "id": link["id"],
        "role": "host",
        "label": "Press",
        "groups": ["speakers", "crew"],
        "made_ms": NOW_MS,
        "expires_ms": NOW_MS + 2 * 86_400_000,
        "uses_max": 3,
        "uses": 0,
        "revoked_ms": None,
        "guest": False,
        "token": link["token"],
    }
    listed = await (await client.get("/api/access", headers=event.as_role())).json()
    assert listed == {
        "ok": True,
        "links": [link],
        "days": 90,
        "has_passcode": False,
        "guests_only": False,
    }
    path = f"/api/access/links/{link['id']}"
    revoked = await post(client, event, f"{path}/revoke", {"send_off": True})
    assert (revoked["sent_off"], event.sent_off) == (2, [link["id"]])
    assert revoked["link"]["revoked_ms"] == NOW_MS
    assert (await post(client, event, f"{path}/restore", {}))["link"]["revoked_ms"] is None


@pytest.mark.parametrize(
    "form", ["{token}", "http://x.example/join/{token}", " /join/{token}/#quay "]
)
async def test_any_link_of_the_event_can_be_revoked(
    client: Client, event: AccessEvent, form: str
) -> None:
    token = event.access.invitations.make(Role.HOST, 1)
    body = {"token": form.format(token=token)}
    assert (await post(client, event, "/api/access/revoke", body))["sent_off"] == 0
    response = await client.get("/api/access", headers={"Authorization": f"Bearer {token}"})
    assert await error_of(response) == error_shape(403, "link_revoked")


@pytest.mark.parametrize(
    "body",
    [
        {"role": "god"},
        {"label": 7},
        {"label": "x" * 600},
        {"groups": ["a"] * 11},
        {"groups": "a"},
        {"days": 0},
        {"days": -1},
        {"days": 1e9},
        {"uses_max": 0},
        {"uses_max": 10**9},
        {"uses_max": 1.5},
        {"token": "x"},
        {"days": None, "unknown": 1},
    ],
)
async def test_odd_wishes_are_refused(client: Client, event: AccessEvent, body: object) -> None:
    answer = await post(client, event, "/api/access/links", body)
    assert answer["reason"] == "bad_message"
    assert event.access.links.all() == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"label": "x" * 81}, "label"),
        ({"groups": ["x" * 41]}, "group"),
        ({"groups": [""]}, "group"),
    ],
)
async def test_texts_that_are_too_long_say_which(
    client: Client, event: AccessEvent, body: object, reason: str
) -> None:
    assert (await post(client, event, "/api/access/links", body))["reason"] == reason


async def test_unknown_links_are_told(client: Client, event: AccessEvent) -> None:
    for action in ("revoke", "restore"):
        answer = await post(client, event, f"/api/access/links/none/{action}", {})
        assert answer["reason"] == "unknown_link"
    answer = await post(client, event, "/api/access/revoke", {"token": "x"})
    assert answer["reason"] == "unknown_link"


async def test_options_are_set_one_by_one(client: Client, event: AccessEvent) -> None:
    path = "/api/access/options"
    answer = await post(client, event, path, {"passcode": "open sesame"})
    assert answer == {"ok": True, "has_passcode": True, "guests_only": False}
    answer = await post(client, event, path, {"guests_only": True})
    assert answer == {"ok": True, "has_passcode": True, "guests_only": True}
    assert (await post(client, event, path, {"passcode": "12345"}))["reason"] == "passcode_form"
    assert (await post(client, event, path, {"passcode": 7}))["reason"] == "bad_message"
    answer = await post(client, event, path, {"passcode": ""})
    assert answer == {"ok": True, "has_passcode": False, "guests_only": True}


async def upload(
    client: Client, event: AccessEvent, data: bytes | io.BytesIO, kind: str = "text/csv"
) -> Any:
    headers = event.as_role(**{"Content-Type": kind})
    return await client.post("/api/access/guests", data=data, headers=headers)


async def test_a_guest_list_goes_in_and_comes_out_with_links(
    client: Client, event: AccessEvent
) -> None:
    response = await upload(client, event, b"name;role\nAnna;host\nBo;\n")
    assert await response.json() == {"ok": True, "added": 2, "updated": 0}
    response = await client.get("/api/access/guests.csv", headers=event.as_role())
    assert "attachment" in response.headers["Content-Disposition"]
    text = (await response.read()).decode("utf-8-sig")
    assert f"Anna,host,,http://127.0.0.1:{client.port}/join/" in text


async def test_mistakes_in_a_guest_list_are_told_by_line(
    client: Client, event: AccessEvent
) -> None:
    response = await upload(client, event, b"name;role\nAnna;host\nBo;boss\n")
    told = [{"line": 3, "column": "role", "problem": "bad_role"}]
    assert await error_of(response) == {**error_shape(400, "bad_guests"), "mistakes": told}
    assert event.access.links.all() == []


async def test_what_is_no_guest_list_is_refused(client: Client, event: AccessEvent) -> None:
    response = await upload(client, event, b"name\nAnna\n", "application/json")
    assert response.status == 415
    response = await upload(client, event, io.BytesIO(b"x" * 1_100_000))
    assert response.status == 413


async def test_a_disk_that_is_full_is_told_without_its_inside(
    client: Client, event: AccessEvent
) -> None:
    event.made.store.failure = StoreError("/srv/secret/island.db: is full")
    token = event.access.invitations.make(Role.HOST, 1)
    for path, body in (("/api/access/links", {}), ("/api/access/revoke", {"token": token})):
        answer = await post(client, event, path, body)
        assert answer["reason"] == "disk"
        assert "srv" not in answer["error"]


async def test_hosts_see_who_waits_and_choose_the_next(client: Client, event: AccessEvent) -> None:
    event.room.join("a", "Anna", Role.ATTENDEE, event.made.clock.now_ms())
    event.room.join("b", "Bo", Role.ATTENDEE, event.made.clock.now_ms())
    await event.made.clock.advance_ms(3500)
    headers = event.as_role(Role.HOST)
    told = await (await client.get("/api/waiting", headers=headers)).json()
    anna = {"number": 1, "name": "Anna", "role": "attendee", "seconds": 3}
    assert told == {"ok": True, "people": [anna, {**anna, "number": 2, "name": "Bo"}]}
    told = await (await client.post("/api/waiting/2/next", headers=headers)).json()
    assert [one["name"] for one in told["people"]] == ["Bo", "Anna"]
    response = await client.post("/api/waiting/9/next", headers=headers)
    assert await error_of(response) == error_shape(400, "not_waiting")
    response = await client.get("/api/waiting", headers=event.as_role(Role.ATTENDEE))
    assert await error_of(response) == error_shape(403, "forbidden")
    elsewhere = {**headers, "Origin": "https://elsewhere.example"}
    response = await client.post("/api/waiting/1/next", headers=elsewhere)
    assert await error_of(response) == error_shape(403, "forbidden")


async def test_no_token_is_in_the_servers_log(
    client: Client, event: AccessEvent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    record = await event.access.links.make(LinkWish(Role.HOST, 1))
    token = event.access.links.token_of(record)
    await post(client, event, "/api/access/revoke", {"token": token})
    assert record.id in caplog.text
    assert token not in caplog.text
    assert token.rpartition(".")[2] not in caplog.text
