"""Uploads of maps: what is taken, what is refused, and that nothing is left lying about."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from island_server.errors import MapError

from .client import error_of, error_shape, serving
from .maps_event import Maps, bearer, form, staging_is_gone, upload


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
    maps.shelf.take_in = _raise(MapError("a.zip: there is no map in it"))
    async with serving(maps.routes) as client:
        response = await upload(client, form(a=b""))
        body = await response.json()
    assert (response.status, body["reason"]) == (400, "bad_map")
    assert body["error"] == "a.zip: there is no map in it"


def _raise(error: Exception) -> Any:
    def fail(*_: object) -> None:
        raise error

    return fail


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
