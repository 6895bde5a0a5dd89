from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence

import pytest

from island_server.clock import ManualClock
from island_server.core.activities.activity import Activity
from island_server.core.activities.pictures import check_picture
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.events import Role
from island_server.errors import AccessDenied, ReasonError, StoreError
from island_server.ports import Invitation
from island_server.protocol.activity_messages import HandedIn
from island_server.web.activities_api import ActivitiesAccess, routes
from island_server.web.invitation_guard import InvitationGuard
from tests.core.activities.made_activities import (
    ANNA,
    BO,
    POLL,
    QUESTIONS,
    QUIZ,
    SECRET_POLL,
    WORDS,
    opened,
)
from tests.web.client import Client, error_of, error_shape, serving

HOST = {"Authorization": "Bearer host"}
BALLOT = {"token": "ab" * 32, "signature": "0" * 512, "chosen": [1]}
GIF = b"GIF89a" + bytes([1, 0, 1, 0, 0, 0, 0])


class Door:
    """Implements `ActivityDoor`."""

    def __init__(self) -> None:
        self.handed_in: list[tuple[str, HandedIn]] = []
        self.pictures: dict[str, bytes] = {}
        self.is_broken = False

    async def hand_in(self, identity: str, handed_in: HandedIn) -> None:
        if handed_in.token == "00" * 32:
            raise AccessDenied("token")
        if self.handed_in:
            raise ReasonError("activity_twice")
        self.handed_in.append((identity, handed_in))

    async def add_picture(self, data: bytes) -> str:
        if self.is_broken:
            raise StoreError("full")
        name = f"p{len(self.pictures)}.{check_picture(data).suffix}"
        self.pictures[name] = data
        return name

    async def picture(self, name: str) -> bytes | None:
        return self.pictures.get(name)

    def finished(self) -> Sequence[Activity]:
        poll, secret, cloud = (opened(it).find("a") for it in (POLL, SECRET_POLL, WORDS))
        questions, quiz = (opened(it).find("a") for it in (QUESTIONS, QUIZ))
        poll.choose([1], ANNA, None)
        secret.give_leave(BO, b"")
        secret.hand_in(b"", [0], 2500)
        cloud.say(["=cmd()"], ANNA)
        questions.ask("Why?", BO)
        quiz.choose([1], ANNA, None)
        return poll, secret, cloud, questions, quiz


class Links:
    def check(self, token: str | None) -> Invitation:
        if token is None:
            raise AccessDenied("link_missing")
        return Invitation("event", Role(token), 2**40)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def client(door: Door) -> AsyncIterator[Client]:
    left = [True] * 3
    guard = InvitationGuard(
        Links(),
        lambda role, subject: subject == "activities" and role is not Role.ATTENDEE,
        lambda origin, _: origin != "https://evil.example",
    )
    access = ActivitiesAccess(guard, lambda: bool(left) and left.pop())
    pseudonyms = Pseudonyms(b"k" * 16)
    async with serving(routes(door, access, pseudonyms, ManualClock(now_ms=9000))) as it:
        yield it


async def test_an_answer_needs_nobodys_name(client: Client, door: Door) -> None:
    answer = await client.post("/api/activities/a/answers", json=BALLOT)
    assert await answer.json() == {"ok": True}
    assert answer.headers["Connection"] == "close"
    assert "Set-Cookie" not in answer.headers
    ((identity, handed_in),) = door.handed_in
    assert (identity, handed_in.chosen) == ("a", (1,))
    again = await client.post("/api/activities/a/answers", json=BALLOT)
    assert await error_of(again) == error_shape(400, "activity_twice")


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({}, 400, "bad_message"),
        ({**BALLOT, "token": "ab"}, 400, "bad_message"),
        ({**BALLOT, "person": "anna"}, 400, "bad_message"),
        ({**BALLOT, "chosen": [1] * 13}, 400, "bad_message"),
        ({**BALLOT, "words": ["x" * 5000]}, 413, "bad_message"),
        ({**BALLOT, "token": "00" * 32}, 403, "token"),
    ],
)
async def test_what_is_no_answer_is_refused(
    client: Client, body: dict[str, object], status: int, reason: str
) -> None:
    answer = await client.post("/api/activities/a/answers", json=body)
    assert await error_of(answer) == error_shape(status, reason)


async def test_too_much_at_once_is_refused_for_all_together(client: Client) -> None:
    for _ in range(3):
        await client.post("/api/activities/a/answers", json=BALLOT)
    answer = await client.post("/api/activities/a/answers", json=BALLOT)
    assert await error_of(answer) == error_shape(429, "rate")


async def test_other_pages_hand_nothing_in(client: Client, door: Door) -> None:
    headers = {"Origin": "https://evil.example"}
    answer = await client.post("/api/activities/a/answers", json=BALLOT, headers=headers)
    assert await error_of(answer) == error_shape(403, "forbidden")
    plain = await client.post("/api/activities/a/answers", data="{}")
    assert plain.status == 415
    assert door.handed_in == []


async def test_a_picture_is_served_so_that_it_can_do_nothing(client: Client) -> None:
    added = await client.post("/api/activities/pictures", data=GIF, headers=HOST)
    name = (await added.json())["name"]
    answer = await client.get(f"/api/activities/pictures/{name}")
    assert await answer.read() == GIF
    assert answer.headers["Content-Type"] == "image/gif"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    missing = await client.get("/api/activities/pictures/none.gif")
    assert await error_of(missing) == error_shape(404, "not_found")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"<svg/>", "picture_form"), (GIF + bytes(600_000), "picture_size"), (b"", "picture_form")],
)
async def test_what_is_no_picture_is_refused(client: Client, data: bytes, reason: str) -> None:
    answer = await client.post("/api/activities/pictures", data=data, headers=HOST)
    assert await error_of(answer) == error_shape(400, reason)


async def test_a_full_disk_is_said(client: Client, door: Door) -> None:
    door.is_broken = True
    answer = await client.post("/api/activities/pictures", data=GIF, headers=HOST)
    assert await error_of(answer) == error_shape(507, "disk")


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", "pictures"), ("get", "results.csv"), ("get", "results.json")],
)
async def test_attendees_and_strangers_are_refused(client: Client, method: str, path: str) -> None:
    ask = getattr(client, method)
    stranger = await ask(f"/api/activities/{path}")
    assert await error_of(stranger) == error_shape(403, "link_missing")
    attendee = await ask(f"/api/activities/{path}", headers={"Authorization": "Bearer attendee"})
    assert await error_of(attendee) == error_shape(403, "forbidden")


async def test_results_come_as_a_table(client: Client) -> None:
    answer = await client.get("/api/activities/results.csv", headers=HOST)
    text = (await answer.text()).removeprefix("\ufeff")
    assert "attachment" in answer.headers["Content-Disposition"]
    table = list(csv.DictReader(io.StringIO(text)))
    poll = [row for row in table if row["kind"] == "poll" and row["anonymous"] == "no"]
    values = [(row["what"], row["item"], row["value"]) for row in poll]
    who = Pseudonyms(b"k" * 16).of(ANNA)
    assert values == [
        ("result", "Yes", "0"),
        ("result", "No", "1"),
        ("result", "Perhaps", "0"),
        ("answer", who, "No"),
    ]
    assert "anna" not in text
    assert "\n=" not in text
    assert ",=" not in text


async def test_results_come_for_programs_and_anonymous_ones_name_nobody(client: Client) -> None:
    answer = await client.get("/api/activities/results.json", headers=HOST)
    poll, secret, cloud, questions, quiz = (await answer.json())["activities"]
    assert secret["given"] == []
    assert secret["rows"][0] == {"item": "Yes", "count": 0, "hidden": False}
    assert poll["answers"] == 1
    assert [row["item"] for row in cloud["rows"]] == ["=cmd()"]
    assert [it["answer"] for it in questions["given"]] == ["Why?"]
    assert [it["answer"] for it in quiz["given"]] == ["1: 2"]
