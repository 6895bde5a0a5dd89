from __future__ import annotations

import gzip
import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web

from island_server.access.invitations import Invitations
from island_server.core.events import Role
from island_server.store.database import FILE_NAME
from island_server.web import attendance_api
from tests.store.made_series import (
    FOREIGN,
    FORMER,
    ISLAND,
    LIVE,
    NAMES,
    START_MS,
    person,
)

from .client import error_of, error_shape
from .log_server import KEY, LogServer, log_server, pseudonym

REASON = "Wie was de gastvrouw van tafel 3?"


@pytest.fixture
async def logs(tmp_path: Path) -> AsyncIterator[LogServer]:
    async with log_server(tmp_path) as served:
        yield served


async def segment(logs: LogServer, seq: int, island: str = ISLAND, event: str = LIVE.id) -> Any:
    response = await logs.ask("GET", f"/{event}/segment?island={island}&seq={seq}")
    assert response.status == 200, await response.text()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/msgpack"
    body = await response.read()
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return msgspec.msgpack.decode(body)


def damage(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / FILE_NAME) as database:
        database.execute(statement)
    database.close()


def address(route: web.RouteDef, **values: str) -> str:
    return re.sub(r"\{(\w+)(:.*)?\}", lambda found: values[found[1]], route.path)


# --- who may


def test_every_request_of_the_page_is_served(logs: LogServer) -> None:
    """The table of docs/protocol.md section 7 and the routes are the same."""
    text = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text()
    rows = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
    told = {row.split("?")[0] for row in rows if " /api/attendance" in row}
    assert told == {
        f"{route.method} {address(route, event='EVENT', job='ID')}" for route in logs.routes
    }


async def test_only_organisers_may_whatever_they_ask(logs: LogServer) -> None:
    elsewhere = Invitations(KEY, "texel", logs.clock).make(Role.ORGANISER, 1)
    other_key = Invitations(b"x" * 32, LIVE.id, logs.clock).make(Role.ORGANISER, 1)
    good = logs.links.make(Role.ORGANISER, 1)
    refusals = {
        "": "link_missing",
        good: "link_missing",
        f"Basic {good}": "link_missing",
        "Bearer x": "link_invalid",
        f"Bearer {good[:-2]}AA": "link_invalid",
        f"Bearer {elsewhere}": "link_invalid",
        f"Bearer {other_key}": "link_invalid",
        f"Bearer {logs.links.make(Role.ORGANISER, 0)}": "link_expired",
        f"Bearer {logs.links.make(Role.ATTENDEE, 1)}": "forbidden",
        f"Bearer {logs.links.make(Role.HOST, 1)}": "forbidden",
    }
    for route in logs.routes:
        path = address(route, event=LIVE.id, job="0" * 32)
        for given, reason in refusals.items():
            headers = {"Authorization": given} if given else {}
            response = await logs.client.request(route.method, path, headers=headers)
            assert await error_of(response) == error_shape(403, reason), (route, given)
    assert await logs.store.accesses(LIVE.id) == []


async def test_pages_of_others_may_change_nothing(logs: LogServer) -> None:
    for route in logs.routes:
        if route.method == "GET":
            continue
        path = address(route, event=LIVE.id, job="0" * 32).removeprefix("/api/attendance")
        response = await logs.ask(route.method, path, {}, Origin="https://elsewhere.example")
        assert await error_of(response) == error_shape(403, "forbidden"), route


# --- what there is


async def test_the_events_of_the_series_are_told_and_no_others(logs: LogServer) -> None:
    answer = await logs.told("")
    assert answer["live"] == LIVE.id
    assert answer["events"] == [
        {
            "id": LIVE.id,
            "name": LIVE.name,
            "log": "movement",
            "retention_days": 30,
            "first_ms": START_MS + 1000,
            "last_ms": START_MS + 3_600_000 + 900_001,
            "people": 4,
            "entries": 24 + 17 - 3,
            "is_live": True,
        },
        answer["events"][1],
    ]
    assert [event["id"] for event in answer["events"]] == [LIVE.id, FORMER.id]
    assert answer["events"][1]["is_live"] is False


async def test_a_timeline_tells_segments_and_restarts(logs: LogServer) -> None:
    answer = await logs.told(f"/{LIVE.id}/timeline")
    assert (answer["event"], answer["log"], answer["is_live"]) == (LIVE.id, "movement", True)
    (island,) = answer["islands"]
    assert island["name"] == ISLAND
    seqs = [seq for seq, *_ in island["segments"]]
    assert seqs == sorted(set(seqs)), "a number names one segment"
    assert {mark[3] for mark in island["segments"]} == {LIVE.map_id}
    assert answer["restarts"] == [[START_MS + 900_003, START_MS + 3_601_000]]
    assert answer["access"] == []


async def test_the_segments_together_hold_every_entry_of_the_log(logs: LogServer) -> None:
    timeline = await logs.told(f"/{LIVE.id}/timeline")
    found: list[int] = []
    for seq, wall_ms, run, map_id in timeline["islands"][0]["segments"]:
        part = await segment(logs, seq)
        assert (part["seq"], part["wall_ms"], part["run"], part["map_id"]) == (
            seq,
            wall_ms,
            run,
            map_id,
        )
        assert part["end_ms"] >= wall_ms
        found += [row[0] for row in part["presence"]]
    kept = [
        entry.seq
        async for entry in logs.store.entries(LIVE.id)
        if type(entry.what).__name__ != "Moved"
    ]
    assert found == kept


async def test_a_segment_tells_pseudonyms_and_no_names(logs: LogServer) -> None:
    part = await segment(logs, 12)
    assert part["people"] == [
        [n, pseudonym(name), "host" if n == 1 else "attendee"]
        for n, name in enumerate(NAMES[2:], start=1)
    ]
    avatars, talks, doors, *_ = part["snapshot"]
    assert [avatar[0] for avatar in avatars] == [1, 2, 3, 4]
    assert (talks, doors) == ([], [])
    assert part["presence"][0][3] == "conversation_opened"
    assert all(isinstance(chunk, bytes) for chunk in (await segment(logs, 0))["motion"])
    said = repr([await segment(logs, seq) for seq in (0, 12, 24)])
    assert not [who for who in NAMES if who in said or person(who) in said]


async def test_a_segment_is_packed_where_that_pays(
    logs: LogServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked(coding: str) -> tuple[str | None, bytes]:
        path = f"/{LIVE.id}/segment?island={ISLAND}&seq=12"
        response = await logs.ask("GET", path, **{"Accept-Encoding": coding})
        assert response.headers["Vary"] == "Accept-Encoding"
        return response.headers.get("Content-Encoding"), await response.read()

    _, plain = await asked("identity")
    assert await asked("gzip") == (None, plain), "it is too small"
    monkeypatch.setattr(attendance_api, "LEAST_COMPRESSED_BYTES", 100)
    coding, packed = await asked("gzip")
    assert (coding, gzip.decompress(packed)) == ("gzip", plain)
    assert await asked("identity") == (None, plain)
    monkeypatch.setattr(attendance_api, "COMPRESSED_PAYS", 0.1)
    assert await asked("gzip") == (None, plain), "it gains too little"


@pytest.mark.parametrize("event", [FOREIGN.id, "nowhere", "%00", "jobs", "x" * 500])
async def test_events_that_are_not_of_the_series_are_not_told_of(
    logs: LogServer, event: str
) -> None:
    asked = [
        ("GET", f"/{event}/timeline", None),
        ("GET", f"/{event}/segment?island={ISLAND}&seq=0", None),
        ("POST", f"/{event}/names", {"reason": REASON}),
        ("POST", f"/{event}/jobs", {"kind": "insight"}),
        ("POST", f"/{LIVE.id}/jobs", {"kind": "compare", "with": event.replace("%00", "\0")}),
    ]
    for method, path, body in asked:
        response = await logs.ask(method, path, body)
        assert await error_of(response) == error_shape(404, "unknown_event"), path


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ("", 400, "bad_message"),
        ("island=nes", 400, "bad_message"),
        ("island=nes&seq=", 400, "bad_message"),
        ("island=nes&seq=-1", 400, "bad_message"),
        ("island=nes&seq=1.5", 400, "bad_message"),
        ("island=nes&seq=%D9%A3", 400, "bad_message"),
        (f"island=nes&seq={2**63}", 400, "bad_message"),
        ("island=nes&seq=" + "9" * 5000, 400, "bad_message"),
        (f"island=nes&seq={2**63 - 1}", 404, "unknown_segment"),
        ("island=nes&seq=1", 404, "unknown_segment"),
        ("island=quay&seq=0", 404, "unknown_segment"),
        ("island=%00&seq=0", 404, "unknown_segment"),
    ],
)
async def test_a_segment_that_is_not_there_is_refused(
    logs: LogServer, query: str, status: int, reason: str
) -> None:
    response = await logs.ask("GET", f"/{LIVE.id}/segment?{query}")
    assert await error_of(response) == error_shape(status, reason)


async def test_a_damaged_segment_names_its_row(logs: LogServer, tmp_path: Path) -> None:
    damage(tmp_path, "UPDATE log_snapshot SET data = x'0163' WHERE seq = 12")
    response = await logs.ask("GET", f"/{LIVE.id}/segment?island={ISLAND}&seq=12")
    error = (await response.json())["error"]
    assert await error_of(response) == error_shape(500, "log_damaged")
    assert error.startswith(f"log_snapshot, run 3, island {ISLAND}, entry 12: ")
    assert str(tmp_path) not in error


async def test_a_log_that_cannot_be_read_now_says_nothing_of_the_inside(
    logs: LogServer, tmp_path: Path
) -> None:
    damage(tmp_path, "ALTER TABLE log_access RENAME TO elsewhere")
    response = await logs.ask("GET", f"/{LIVE.id}/timeline")
    assert "elsewhere" not in (await response.text())
    assert await error_of(response) == error_shape(503, "log_unavailable")


# --- names


async def test_names_are_told_with_a_reason_and_that_is_kept(logs: LogServer) -> None:
    response = await logs.ask("POST", f"/{LIVE.id}/names", {"reason": f"  {REASON}\n"})
    assert response.headers["Cache-Control"] == "no-store"
    assert await response.json() == {
        "ok": True,
        "people": {
            pseudonym(name): {"name": name, "look": [n, 1, 2, 3, 4, 5, 6]}
            for n, name in enumerate(NAMES[2:], start=1)
        },
    }
    kept = {"wall_ms": logs.clock.wall_ms(), "kind": "names", "role": "organiser", "reason": REASON}
    assert (await logs.told(f"/{LIVE.id}/timeline"))["access"] == [kept]
    assert (await logs.told(f"/{FORMER.id}/timeline"))["access"] == []


@pytest.mark.parametrize(
    "reason",
    [None, 7, "", "too short", " " * 20, "short" + " " * 20, "x" * 301, "a line\0with nothing"],
)
async def test_names_are_not_told_without_a_reason(logs: LogServer, reason: object) -> None:
    for path, body in (
        ("names", {"reason": reason}),
        ("jobs", {"kind": "export", "format": "csv", "names": True, "reason": reason}),
    ):
        response = await logs.ask("POST", f"/{LIVE.id}/{path}", body)
        assert await error_of(response) == error_shape(400, "bad_message")
    assert await logs.store.accesses(LIVE.id) == []
    assert logs.jobs.followers() == {}


async def test_names_are_not_told_if_that_cannot_be_kept(logs: LogServer, tmp_path: Path) -> None:
    damage(
        tmp_path,
        "CREATE TRIGGER full BEFORE INSERT ON log_access"
        " BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )
    response = await logs.ask("POST", f"/{LIVE.id}/names", {"reason": REASON})
    assert await error_of(response) == error_shape(503, "log_unavailable")


async def test_names_can_be_asked_for_so_many_times_a_minute(logs: LogServer) -> None:
    async def asked() -> int:
        response = await logs.ask("POST", f"/{LIVE.id}/names", {"reason": REASON})
        return int(response.status)

    assert [await asked() for _ in range(11)] == [200] * 10 + [429]
    await logs.clock.advance_ms(60_000)
    assert await asked() == 200
