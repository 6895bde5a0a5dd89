"""A full event: who waits, in which order they come in, and who does not wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from island_server.core.events import Role
from island_server.errors import AccessDenied, ReasonError
from island_server.ports import Invitation
from island_server.realtime.loop_settings import LoopSettings
from island_server.realtime.queue import LOOK_MS
from island_server.realtime.waiting_room import WaitingRoom
from tests.realtime.conftest import Serve
from tests.realtime.served_island import AUTH, Browser, Desks, ServedIsland, Setup

FULL_AT_ONE = LoopSettings(capacity=1)


class Counted:
    """An admission that counts, and refuses the link `used` at the second use."""

    def __init__(self) -> None:
        self.uses: list[str] = []

    def check_permit(self, invitation: Invitation, permit: str | None, *, was_here: bool) -> None:
        if invitation.id == "attendee:secret" and permit != "open" and not was_here:
            raise AccessDenied("passcode")

    async def take_use(self, invitation: Invitation) -> None:
        if invitation.id == "attendee:once" and "attendee:once" in self.uses:
            raise AccessDenied("link_used")
        self.uses.append(invitation.id)

    async def give_back(self, invitation: Invitation) -> None:
        self.uses.remove(invitation.id)


def setup(room: WaitingRoom, counted: Counted | None = None, capacity: int = 1) -> Setup:
    desks = Desks(waiting=room, admission=counted or Counted())
    return Setup(loop=LoopSettings(capacity=capacity), desks=lambda *_: desks)


async def at_the_door(island: ServedIsland, name: str, **auth: object) -> Browser:
    """A browser that was not refused, and may have to wait."""
    browser = Browser(island)
    island._browsers.append(browser)
    await browser.connect({**AUTH, "name": name, **auth})
    return browser


def place(number: int, people: int) -> Callable[[object], bool]:
    return lambda said: said == {"place": number, "people": people}


async def test_people_wait_and_come_in_by_their_order(serve: Serve) -> None:
    room = WaitingRoom(5)
    island = await serve(setup(room))
    anna = await island.enter("Anna")
    bo = await at_the_door(island, "Bo")
    await bo.get("waiting", place(1, 1))
    cees = await at_the_door(island, "Cees")
    await cees.get("waiting", place(2, 2))
    await bo.get("waiting", place(1, 2))
    assert bo.heard("welcome") == []
    await anna.call("leave", {})
    await island.pass_ms(LOOK_MS)
    await bo.get("welcome")
    await cees.get("waiting", place(1, 1))
    assert [waiter.name for waiter in room] == ["Cees"]


async def test_who_closes_the_browser_waits_no_longer(serve: Serve) -> None:
    room = WaitingRoom(5)
    island = await serve(setup(room))
    await island.enter("Anna")
    bo, cees = await at_the_door(island, "Bo"), await at_the_door(island, "Cees")
    await cees.get("waiting", place(2, 2))
    await bo.leave_rudely()
    await island.until(lambda: len(room) == 1)
    await island.pass_ms(LOOK_MS)
    await cees.get("waiting", place(1, 1))


async def test_a_host_lets_somebody_be_the_next(serve: Serve) -> None:
    room = WaitingRoom(5)
    island = await serve(setup(room))
    anna = await island.enter("Anna")
    bo, cees = await at_the_door(island, "Bo"), await at_the_door(island, "Cees")
    await cees.get("waiting", place(2, 2))
    room.bring_forward(next(waiter.number for waiter in room if waiter.name == "Cees"))
    await anna.call("leave", {})
    await island.pass_ms(LOOK_MS)
    await cees.get("welcome")
    assert bo.heard("welcome") == []


async def test_who_comes_back_does_not_wait(serve: Serve) -> None:
    room = WaitingRoom(5)
    island = await serve(setup(room))
    anna = await island.enter("Anna")
    await at_the_door(island, "Bo")
    await anna.leave_rudely()
    again = await island.enter("Anna", person=anna.person)
    assert again.heard("welcome")[0]["resumed"] is True
    assert len(room) == 1


async def test_a_full_waiting_room_takes_nobody_more(serve: Serve) -> None:
    island = await serve(setup(WaitingRoom(1)))
    await island.enter("Anna")
    await at_the_door(island, "Bo")
    assert await island.refusal(name="Cees") == "full"


async def test_who_waits_cannot_do_anything(serve: Serve) -> None:
    island = await serve(setup(WaitingRoom(1)))
    await island.enter("Anna")
    bo = await at_the_door(island, "Bo")
    assert await bo.reason("chat", {"scope": "island", "text": "hello"}) == "closing"


async def test_only_who_is_new_uses_a_link_and_only_if_they_come_in(serve: Serve) -> None:
    room, counted = WaitingRoom(5), Counted()
    island = await serve(setup(room, counted))
    anna = await island.enter("Anna")
    anna = await island.enter("Anna", person=anna.person)
    assert counted.uses == ["attendee"]
    bo = await at_the_door(island, "Bo", token="attendee:once")
    assert counted.uses == ["attendee"]
    await anna.call("leave", {})
    await island.pass_ms(LOOK_MS)
    await bo.get("welcome")
    assert counted.uses == ["attendee", "attendee:once"]


async def test_a_link_that_is_used_up_meanwhile_opens_nothing(serve: Serve) -> None:
    room, counted = WaitingRoom(5), Counted()
    island = await serve(setup(room, counted))
    anna = await island.enter("Anna")
    bo = await at_the_door(island, "Bo", token="attendee:once")
    counted.uses.append("attendee:once")
    await anna.call("leave", {})
    await island.pass_ms(LOOK_MS)
    assert await bo.get("bye") == {"reason": "link_used"}
    assert len(room) == 0


async def test_the_passcode_is_asked_before_one_waits(serve: Serve) -> None:
    island = await serve(setup(WaitingRoom(5)))
    await island.enter("Anna")
    assert await island.refusal(token="attendee:secret") == "passcode"
    assert await island.refusal(token="attendee:secret", permit="wrong") == "passcode"
    bo = await at_the_door(island, "Bo", token="attendee:secret", permit="open")
    await bo.get("waiting", place(1, 1))


async def test_hosts_hear_how_many_wait(serve: Serve) -> None:
    island = await serve(setup(WaitingRoom(5), capacity=2))
    hanna = await island.enter("Hanna", token="host")
    anna = await island.enter("Anna")
    await at_the_door(island, "Bo")
    await hanna.get("people_waiting", lambda said: said == {"people": 1})
    again = await island.enter("Hanna", token="host", person=hanna.person)
    await again.get("people_waiting", lambda said: said == {"people": 1})
    await anna.call("leave", {})
    await island.pass_ms(LOOK_MS)
    await again.get("people_waiting", lambda said: said == {"people": 0})
    assert anna.heard("people_waiting") == []


def test_hosts_go_before_attendees_and_each_by_their_time() -> None:
    room = WaitingRoom(9)
    for sid, role in (
        ("a", Role.ATTENDEE),
        ("h", Role.HOST),
        ("b", Role.ATTENDEE),
        ("o", Role.ORGANISER),
    ):
        room.join(sid, sid, role, 0)
    assert [waiter.sid for waiter in room] == ["h", "o", "a", "b"]
    room.leave("h")
    room.leave("nobody")
    assert [(waiter.sid, place) for waiter, place in room.places()] == [
        ("o", 1),
        ("a", 2),
        ("b", 3),
    ]


def test_nobody_is_brought_forward_who_does_not_wait() -> None:
    room = WaitingRoom(1)
    with pytest.raises(ReasonError, match="not_waiting"):
        room.bring_forward(1)
    assert room.first() is None
