from __future__ import annotations

from typing import Any

import pytest

from island_server.errors import StoreError

from .client import Client, error_of, error_shape, serving
from .maps_event import Maps, bearer, form, upload

REQUESTS = [
    ("GET", "/api/maps"),
    ("POST", "/api/maps"),
    ("GET", "/api/maps/nes/report"),
    ("POST", "/api/maps/nes/choose"),
    ("DELETE", "/api/maps/office"),
]


@pytest.mark.parametrize(("method", "path"), REQUESTS)
async def test_only_organisers_may(maps: Maps, method: str, path: str) -> None:
    refusals = {
        None: "link_missing",
        "Bearer x": "link_invalid",
        "Basic organiser": "link_missing",
        "organiser": "link_missing",
        "Bearer attendee": "forbidden",
        "Bearer host": "forbidden",
    }
    async with serving(maps.routes) as client:
        for given, reason in refusals.items():
            headers = {} if given is None else {"Authorization": given}
            response = await client.request(method, path, headers=headers)
            assert await error_of(response) == error_shape(403, reason)
    assert maps.shelf.names() == ("nes", "office")


@pytest.mark.parametrize(("method", "path"), [r for r in REQUESTS if r[0] != "GET"])
async def test_pages_of_others_may_not(maps: Maps, method: str, path: str) -> None:
    async with serving(maps.routes) as client:
        headers = bearer(Origin="https://elsewhere.example")
        response = await client.request(method, path, headers=headers)
        assert await error_of(response) == error_shape(403, "forbidden")


async def test_the_list_tells_all_that_the_page_shows(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        response = await client.get("/api/maps", headers=bearer())
        assert response.headers["Cache-Control"] == "no-store"
        answer = await response.json()
    assert answer["maps"][1] == {
        "name": "office",
        "title": "office",
        "bundled": False,
        "width": 0,
        "height": 0,
        "zones": {"quiet": 1},
        "portals": [],
        "warnings": 0,
        "size_bytes": 0,
        "added_ms": None,
        "source": "",
        "problem": None,
    }
    assert (answer["main"], answer["chosen"], answer["in_use"]) == ("nes", None, ["nes"])
    assert answer["limits"] == {"upload_bytes": 200_000, "files": 3}
    assert answer["is_full"] is False


@pytest.mark.parametrize("failure", [StoreError("in /srv: is full"), OSError(28, "is full: /srv")])
async def test_a_disk_that_refuses_is_told_without_its_inside(
    maps: Maps, failure: Exception
) -> None:
    maps.shelf.failure = failure
    async with serving(maps.routes) as client:
        for response in (
            await upload(client, form(a=b"")),
            await client.get("/api/maps", headers=bearer()),
        ):
            assert "/srv" not in await response.text()
            assert await error_of(response) == error_shape(507, "disk")


async def test_a_report_has_file_key_and_text(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        response = await client.get("/api/maps/office/report", headers=bearer())
        assert (await response.json())["problems"] == [
            {"weight": "warning", "file": "office.tmj", "key": "layers[0]", "text": "is odd"}
        ]


async def choose(client: Client, name: str, body: object) -> Any:
    return await client.post(f"/api/maps/{name}/choose", json=body, headers=bearer())


async def test_a_choice_is_for_newcomers_or_for_everybody(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        assert (await choose(client, "office", {})).status == 200
        assert (maps.event.main, maps.shelf.stored_choice) == ("office", "office")
        assert maps.event.moved == []
        assert (await choose(client, "nes", {"move_everyone": True})).status == 200
        assert (maps.event.main, maps.event.moved) == ("nes", ["nes"])


async def test_a_choice_that_fails_is_not_kept(maps: Maps) -> None:
    maps.shelf.own.append("broken")
    async with serving(maps.routes) as client:
        response = await choose(client, "broken", {})
        assert await error_of(response) == error_shape(400, "bad_map")
        for body in ({"move_everyone": "yes"}, {"move_everyone": 1}, []):
            assert (await choose(client, "office", body)).status == 400
    assert maps.shelf.stored_choice is None


@pytest.mark.parametrize("name", ["atlantis", "..%2fnes", "%00", "x" * 500])
async def test_an_unknown_map_is_not_found(maps: Maps, name: str) -> None:
    async with serving(maps.routes) as client:
        for method, rest in (("GET", "/report"), ("POST", "/choose"), ("DELETE", "")):
            response = await client.request(
                method, f"/api/maps/{name}{rest}", json={}, headers=bearer()
            )
            assert await error_of(response) == error_shape(404, "unknown_map")


async def test_a_map_is_removed_unless_it_is_used_or_bundled(maps: Maps) -> None:
    async def remove(client: Client, name: str) -> Any:
        return await client.delete(f"/api/maps/{name}", headers=bearer())

    async with serving(maps.routes) as client:
        assert await error_of(await remove(client, "nes")) == error_shape(409, "map_bundled")
        maps.event.in_use = ["office"]
        assert await error_of(await remove(client, "office")) == error_shape(409, "map_in_use")
        maps.event.in_use, maps.shelf.stored_choice = [], "office"
        assert await error_of(await remove(client, "office")) == error_shape(409, "map_in_use")
        maps.shelf.stored_choice = None
        assert (await remove(client, "office")).status == 200
    assert maps.shelf.names() == ("nes",)
