from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.ports import EventInfo, PersonRow
from island_server.trail_ports import (
    Trail,
    TrailEntry,
    TrailMove,
    TrailStay,
    TrailTalk,
    TrailZone,
)
from island_server.web import trail_api

from .client import Client, error_of, error_shape, serving

EVENT = EventInfo("ameland", "Ameland", "nes-1", "movement", 30, "dunes")
ANNA = PersonRow(PersonId("anna"), "Anna", (1, 2, 3, 4, 5, 6, 7), Role.HOST, 1000)
TRAIL = Trail(
    EVENT,
    ANNA,
    (TrailStay("nes", 1000, None),),
    (TrailZone("nes", "hall", 1100, 1200),),
    (TrailTalk("nes", "bubble", None, 1300, 1400, 3),),
    (TrailEntry("nes", 1000, "entered", None, {"role": "host"}),),
    1,
    (TrailMove("nes", 1500, 3, 4, (5,)),),
    ("nes", 7, 8),
    5000,
    ("Texel",),
)


class Persons:
    """Tokens are `token of ` and the id."""

    def new_person(self) -> PersonId:
        raise NotImplementedError

    def issue(self, person: PersonId) -> str:
        return f"token of {person}"

    def recall(self, token: str | None) -> PersonId | None:
        known = token is not None and token.startswith("token of ")
        return PersonId(token.removeprefix("token of ")) if token and known else None


class Log:
    """Has a trail of Anna, until she is erased or it fails."""

    def __init__(self) -> None:
        self.people = {ANNA.person}
        self.failure: StoreError | None = None

    async def known_people(self, series: str) -> set[PersonId]:
        raise NotImplementedError(series)

    async def erase_person(self, event_id: str, person: PersonId, wall_ms: int) -> bool:
        raise NotImplementedError(event_id, person, wall_ms)

    async def trail(
        self, event_id: str, person: PersonId, *, with_path: bool = False
    ) -> Trail | None:
        assert event_id == "ameland"
        if self.failure:
            raise self.failure
        return TRAIL if person in self.people else None

    async def erase(self, person: PersonId) -> bool:
        if self.failure:
            raise self.failure
        is_known = person in self.people
        self.people.discard(person)
        return is_known


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def client(log: Log, clock: ManualClock) -> AsyncIterator[Client]:
    access = trail_api.TrailAccess(
        Persons(), lambda: EVENT, lambda origin, _: origin in (None, "https://isle.example")
    )
    async with serving(trail_api.routes(log, log, access, clock)) as client:
        yield client


def bearer(person: str = "anna") -> dict[str, str]:
    return {"Authorization": f"Bearer token of {person}"}


async def test_one_sees_what_is_kept_of_oneself(client: Client) -> None:
    response = await client.get("/api/trail", headers=bearer())
    assert response.status == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert await response.json() == {
        "ok": True,
        "event": EVENT.as_message(),
        "person": {
            "name": "Anna",
            "look": [1, 2, 3, 4, 5, 6, 7],
            "role": "host",
            "first_seen_ms": 1000,
        },
        "stays": [{"island": "nes", "start_ms": 1000, "end_ms": None}],
        "zones": [{"island": "nes", "zone": "hall", "start_ms": 1100, "end_ms": 1200}],
        "conversations": [
            {
                "island": "nes",
                "kind": "bubble",
                "zone": None,
                "start_ms": 1300,
                "end_ms": 1400,
                "people": 3,
            }
        ],
        "moves": 1,
        "erased_ms": 5000,
        "other_events": ["Texel"],
    }


async def test_one_takes_everything_home_as_a_file(client: Client) -> None:
    response = await client.get("/api/trail/download", headers=bearer())
    assert response.headers["Content-Disposition"] == 'attachment; filename="eiland-ameland.json"'
    assert response.headers["Cache-Control"] == "no-store"
    whole = json.loads(await response.read())
    assert whole["person"]["name"] == "Anna"
    assert whole["path"] == [{"island": "nes", "wall_ms": 1500, "x": 3, "y": 4, "runs": [5]}]
    assert whole["place"] == {"island": "nes", "x": 7, "y": 8}
    assert [entry["kind"] for entry in whole["entries"]] == ["entered"]


async def test_who_erases_themselves_is_unknown_afterwards(client: Client) -> None:
    response = await client.delete("/api/trail", headers=bearer())
    assert (response.status, await response.json()) == (200, {"ok": True})
    unknown = error_shape(404, "unknown_person")
    assert await error_of(await client.delete("/api/trail", headers=bearer())) == unknown
    assert await error_of(await client.get("/api/trail", headers=bearer())) == unknown
    assert await error_of(await client.get("/api/trail/download", headers=bearer())) == unknown


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer forged"}, {"Authorization": "token of anna"}]
)
async def test_without_ones_own_token_one_sees_nothing(
    client: Client, log: Log, headers: dict[str, str]
) -> None:
    for method, path in (("GET", ""), ("GET", "/download"), ("DELETE", "")):
        response = await client.request(method, f"/api/trail{path}", headers=headers)
        assert await error_of(response) == error_shape(403, "forbidden")
    assert log.people == {"anna"}


async def test_a_page_of_somebody_else_erases_nobody(client: Client, log: Log) -> None:
    foreign = {**bearer(), "Origin": "https://evil.example"}
    response = await client.delete("/api/trail", headers=foreign)
    assert await error_of(response) == error_shape(403, "forbidden")
    assert log.people == {"anna"}
    own = {**bearer(), "Origin": "https://isle.example"}
    assert (await client.delete("/api/trail", headers=own)).status == 200


async def test_one_may_not_ask_all_the_time_and_keeps_nobody_else_from_asking(
    client: Client, clock: ManualClock
) -> None:
    for _ in range(trail_api.REQUESTS_PER_MINUTE):
        assert (await client.get("/api/trail", headers=bearer())).status == 200
    response = await client.get("/api/trail", headers=bearer())
    assert await error_of(response) == error_shape(429, "rate")
    assert (await client.get("/api/trail", headers=bearer("bo"))).status == 404
    await clock.advance_ms(60_000)
    assert (await client.get("/api/trail", headers=bearer())).status == 200


async def test_a_log_that_cannot_be_read_says_so(client: Client, log: Log) -> None:
    log.failure = StoreError("island.db: disk I/O error")
    for method, path in (("GET", ""), ("GET", "/download"), ("DELETE", "")):
        response = await client.request(method, f"/api/trail{path}", headers=bearer())
        text = await response.text()
        assert "island.db" not in text
        assert json.loads(text)["reason"] == "log_unavailable"
