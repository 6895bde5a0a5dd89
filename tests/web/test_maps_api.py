from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from island_server.access.permissions import may_request
from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.errors import AccessDenied, MapError, StoreError
from island_server.map_ports import AddedMap, MapProblem, MapSummary
from island_server.ports import Invitation
from island_server.web import map_work, maps_api
from island_server.web.map_upload import UploadLimits
from island_server.web.organiser_guard import OrganiserGuard

from .client import Client, error_of, error_shape, serving

LIMITS = UploadLimits(upload_bytes=200_000, files=3)


class Links:
    def check(self, token: str | None) -> Invitation:
        if not token:
            raise AccessDenied("link_missing")
        if token not in list(Role):
            raise AccessDenied("link_invalid")
        return Invitation("ameland", Role(token), 0)


class Shelf:
    """Maps in memory; notes what was staged, and fails as it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundled, self.own = ["nes"], ["office"]
        self.staged: dict[str, bytes] = {}
        self.stored_choice: str | None = None
        self.failure: Exception | None = None
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def names(self) -> tuple[str, ...]:
        return (*self.bundled, *self.own)

    def is_own(self, name: str) -> bool:
        return name in self.own

    def is_full(self) -> bool:
        return False

    def summaries(self) -> list[MapSummary]:
        self._fail()
        zones = {"quiet": 1}
        return [MapSummary(name, name, name in self.bundled, zones=zones) for name in self.names()]

    def problems(self, name: str) -> list[MapProblem]:
        return [MapProblem("warning", f"{name}.tmj", "layers[0]", "is odd")]

    @contextmanager
    def staging(self) -> Iterator[Path]:
        self._fail()
        path = self.folder / "staging"
        path.mkdir()
        try:
            yield path
        finally:
            for file in path.iterdir():
                file.unlink()
            path.rmdir()

    def take_in(self, staged: Mapping[str, Path], folder: Path, wall_ms: int) -> list[AddedMap]:
        self.may_go_on.wait(10)
        self._fail()
        self.staged = {name: path.read_bytes() for name, path in staged.items()}
        return [
            AddedMap("a.tmj", "a", replaced=True, warnings=("a.tmj: start: is blocked",)),
            AddedMap("b.tmj", None, problem="b.tmj: is not JSON"),
        ]

    def remove(self, name: str) -> None:
        self.own.remove(name)

    def chosen(self) -> str | None:
        return self.stored_choice

    def choose(self, name: str) -> None:
        self.stored_choice = name

    def _fail(self) -> None:
        if self.failure:
            raise self.failure


class Event:
    """What the running event is asked to do."""

    def __init__(self) -> None:
        self.main = "nes"
        self.in_use = ["nes"]
        self.moved: list[str] = []

    async def choose(self, name: str) -> None:
        if name == "broken":
            raise MapError("broken.tmj: is broken")
        self.main = name

    async def move_everyone(self, name: str) -> None:
        self.moved.append(name)

    def as_asked(self) -> maps_api.MapsInUse:
        return maps_api.MapsInUse(
            lambda: self.main, lambda: self.in_use, self.choose, self.move_everyone
        )


class Maps:
    """One server and what stands behind it."""

    def __init__(self, folder: Path, per_minute: int = 100) -> None:
        self.shelf, self.event, self.clock = Shelf(folder), Event(), ManualClock()
        access = maps_api.MapsAccess(
            OrganiserGuard(Links(), may_request, lambda origin, _: origin in (None, "http://own")),
            LIMITS,
            per_minute,
        )
        self.routes = maps_api.routes(self.shelf, self.event.as_asked(), access, self.clock)


@pytest.fixture
def maps(tmp_path: Path) -> Maps:
    return Maps(tmp_path)


def bearer(token: str = "organiser", **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **more}


def form(**files: bytes) -> aiohttp.FormData:
    data = aiohttp.FormData(quote_fields=False)
    for name, content in files.items():
        data.add_field("files", content, filename=name.replace("__", "/"))
    return data


async def upload(client: Client, data: Any, **headers: str) -> Any:
    return await client.post("/api/maps", data=data, headers=bearer(**headers))


async def staging_is_gone(maps: Maps) -> bool:
    return not (maps.shelf.folder / "staging").exists()


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


async def test_an_upload_tells_what_became_of_each_map(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        data = form(**{"a.tmj": b"{}", "sub__b.png": b"x" * 150_000})
        data.add_field("note", "no file")
        response = await upload(client, data, Origin="http://own")
        answer = await response.json()
    assert maps.shelf.staged == {"a.tmj": b"{}", "sub/b.png": b"x" * 150_000}
    assert [(one["ok"], one["name"], one["problem"]) for one in answer["maps"]] == [
        (True, "a", None),
        (False, None, "b.tmj: is not JSON"),
    ]
    assert answer["maps"][0]["warnings"] == ["a.tmj: start: is blocked"]
    assert await staging_is_gone(maps)


async def test_an_upload_that_is_too_large_is_refused(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        for size in (201_000, 400_000):
            response = await upload(client, form(a=bytes(size)))
            assert await error_of(response) == error_shape(413, "upload_too_large")
    assert maps.shelf.staged == {}
    assert await staging_is_gone(maps)


async def test_an_upload_of_unknown_length_is_refused(maps: Maps) -> None:
    async def endless() -> Any:
        yield b"--x\r\n"

    async with serving(maps.routes) as client:
        headers = bearer(**{"Content-Type": "multipart/form-data; boundary=x"})
        response = await client.post("/api/maps", data=endless(), headers=headers)
        assert await error_of(response) == error_shape(411, "bad_message")


async def test_too_many_files_or_one_of_them_twice_are_refused(maps: Maps) -> None:
    twice = form(a=b"")
    twice.add_field("files", b"", filename="a")
    async with serving(maps.routes) as client:
        for data in (form(a=b"", b=b"", c=b"", d=b""), twice):
            assert await error_of(await upload(client, data)) == error_shape(400, "bad_package")
    assert await staging_is_gone(maps)


HEAD = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--y\r\n",
        b"--x",
        HEAD,
        HEAD + b"content",
        HEAD + b"content\r\n--x",
        b"--x\r\n" + b"A: b\r\n" * 1000,
        b"--x\r\nContent-Length: -5\r\n" + HEAD[5:] + b"\r\n--x--\r\n",
        b"--x\r\nContent-Length: 999999\r\n" + HEAD[5:] + b"a\r\n--x--\r\n",
        b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n",
    ],
)
async def test_a_form_that_is_broken_or_not_whole_is_refused(maps: Maps, body: bytes) -> None:
    headers = bearer(**{"Content-Type": "multipart/form-data; boundary=x"})
    async with serving(maps.routes) as client:
        response = await client.post("/api/maps", data=body, headers=headers)
        assert response.status == 400, await response.text()
        assert (await error_of(response))["reason"] == "bad_message"
    assert await staging_is_gone(maps)


async def test_what_is_no_form_is_refused(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        response = await client.post("/api/maps", json={}, headers=bearer())
        assert await error_of(response) == error_shape(415, "bad_message")


async def test_one_who_hangs_up_leaves_nothing_behind(maps: Maps) -> None:
    async with serving(maps.routes) as client:
        host, port = client.server.host, client.server.port
        _, writer = await asyncio.open_connection(host, port)
        writer.write(
            b"POST /api/maps HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer organiser\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n" + HEAD
        )
        await writer.drain()
        async with asyncio.timeout(10):
            while await staging_is_gone(maps):
                await asyncio.sleep(0)
            writer.close()
            while not await staging_is_gone(maps):
                await asyncio.sleep(0)
            while (await upload(client, form(a=b""))).status == 409:
                await asyncio.sleep(0)  # the folder is gone a moment before the next may come
    assert maps.shelf.staged == {"a": b""}


async def test_a_map_that_is_refused_says_why(maps: Maps) -> None:
    maps.shelf.take_in = _raise(MapError("a.zip: there is no map in it"))  # type: ignore[method-assign]
    async with serving(maps.routes) as client:
        response = await upload(client, form(a=b""))
        body = await response.json()
    assert (response.status, body["reason"]) == (400, "bad_map")
    assert body["error"] == "a.zip: there is no map in it"


def _raise(error: Exception) -> Any:
    def fail(*_: object) -> None:
        raise error

    return fail


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


async def test_one_upload_at_a_time(maps: Maps) -> None:
    maps.shelf.may_go_on.clear()
    async with serving(maps.routes) as client:
        first = asyncio.create_task(upload(client, form(a=b"")))
        async with asyncio.timeout(10):
            while await staging_is_gone(maps):
                await asyncio.sleep(0)
        second = await upload(client, form(a=b""))
        assert await error_of(second) == error_shape(409, "upload_busy")
        maps.shelf.may_go_on.set()
        assert (await first).status == 200


async def test_so_many_uploads_a_minute(tmp_path: Path) -> None:
    maps = Maps(tmp_path, per_minute=2)
    async with serving(maps.routes) as client:
        assert [(await upload(client, form(a=b""))).status for _ in range(3)] == [200, 200, 429]
        await maps.clock.advance_ms(60_000)
        assert (await upload(client, form(a=b""))).status == 200


async def test_work_that_takes_too_long_keeps_its_turn_until_it_ends() -> None:
    work, goes_on = map_work.MapWork(work_s=0.05), threading.Event()
    with pytest.raises(map_work.UploadRefused, match="map_slow"):
        await work.run(lambda: goes_on.wait(10))
    with pytest.raises(map_work.UploadRefused, match="map_slow"):
        await work.run(lambda: None)
    goes_on.set()
    async with asyncio.timeout(10):
        while True:
            try:
                assert await work.run(lambda: 7) == 7
            except map_work.UploadRefused:
                continue
            break


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
