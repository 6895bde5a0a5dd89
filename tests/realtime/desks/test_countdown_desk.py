"""How long it is until all come together, told to everybody."""

from __future__ import annotations

from typing import Any

import pytest

from island_server.realtime.desks.countdown_desk import MOST_AHEAD_MS, STALE_MS
from tests.realtime.desks.gathered import Gatherings, last, notes

LINK = "https://plenary.example.org/a?b=1#c"


async def test_everybody_sees_it_also_who_comes_later(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    assert (await last(guest, "countdown"))["countdown"] is None
    at = island.clock.wall_ms() + 90_000
    assert (await host.call("countdown", {"at": at, "title": " Plenary ", "link": LINK}))["ok"]
    told = await last(guest, "countdown", lambda data: data["countdown"])
    expected = {"at": at, "left_ms": 90_000, "title": "Plenary", "link": LINK}
    assert told["countdown"] == expected
    await island.pass_ms(60_000)
    later = await island.enter("Cas")
    assert (await last(later, "countdown"))["countdown"]["left_ms"] == 30_000
    await island.pass_ms(60_000)
    late = await island.enter("Dee")
    assert (await last(late, "countdown"))["countdown"]["left_ms"] == 0
    assert notes(island) == [("countdown_set", {"seconds": 90})]


async def test_a_host_puts_it_off_and_takes_it_away(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    at = island.clock.wall_ms() + 60_000
    await host.call("countdown", {"at": at})
    await host.call("countdown_extend", {"minutes": 5})
    assert (await last(host, "countdown"))["countdown"]["at"] == at + 300_000
    await island.pass_ms(600_000)
    await host.call("countdown_extend", {"minutes": 1})
    assert (await last(host, "countdown"))["countdown"]["left_ms"] == 60_000
    await host.call("countdown_end", {})
    assert (await last(host, "countdown"))["countdown"] is None
    assert await host.reason("countdown_end", {}) == "no_countdown"
    assert await host.reason("countdown_extend", {"minutes": 1}) == "no_countdown"


@pytest.mark.parametrize(
    "link",
    [
        "http://a.nl",
        "javascript:alert(1)",
        "https://",
        "https:a.nl",
        "//a.nl",
        "data:text/html,x",
        "https://me:secret@a.nl",
        "https://a.nl/ b",
        "https://a.nl\\@b.nl",
        "https://a.nl\u202e",
        "https://a.nl:99999",
        "https://[",
    ],
)
async def test_no_link_but_a_plain_https_one(gatherings: Gatherings, link: str) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    message = {"at": island.clock.wall_ms() + 1000, "link": link}
    assert await host.reason("countdown", message) == "link"


@pytest.mark.parametrize(
    ("ahead_ms", "more", "reason"),
    [
        (0, {}, "time"),
        (-1, {}, "time"),
        (MOST_AHEAD_MS + 1, {}, "time"),
        (1000, {"title": "x" * 81}, "text"),
        (1000, {"link": "https://a.nl/" + "x" * 500}, "bad_message"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    gatherings: Gatherings, ahead_ms: int, more: dict[str, Any], reason: str
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    message = {"at": island.clock.wall_ms() + ahead_ms, **more}
    assert await host.reason("countdown", message) == reason


async def test_it_goes_on_after_a_restart_unless_it_is_long_over(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    at = island.clock.wall_ms() + 1000
    await host.call("countdown", {"at": at, "title": "Plenary"})
    again = await gatherings.open()
    guest = await again.enter("Bo")
    assert (await last(guest, "countdown"))["countdown"]["at"] == at
    gatherings.wall_ms = at + STALE_MS
    much_later = await gatherings.open()
    guest = await much_later.enter("Bo")
    assert (await last(guest, "countdown"))["countdown"] is None


async def test_attendees_do_not_set_it(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    guest = await island.enter("Bo")
    for event, message in (
        ("countdown", {"at": 1}),
        ("countdown_extend", {"minutes": 1}),
        ("countdown_end", {}),
    ):
        assert await guest.reason(event, message) == "forbidden"
