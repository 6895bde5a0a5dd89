"""What hosts announce reaches whom it is for, at once and later."""

from __future__ import annotations

import pytest

from tests.realtime.desks.gathered import SQUARE, Gatherings, last, notes
from tests.realtime.served_island import Setup


async def test_everybody_on_all_islands_hears_it_and_who_comes_later_reads_it(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    answer = await host.call("announce", {"text": " <b>Soup</b>\nnow ", "scope": "all"})
    assert answer == {"ok": True, "reached": 2}
    told = await guest.get("announcement")
    assert (told["text"], told["by"], told["chime"]) == ("<b>Soup</b>\nnow", "Host", False)
    assert (await host.get("announcement"))["id"] == told["id"]
    later = await island.enter("Cas")
    (kept,) = (await later.get("announcements"))["announcements"]
    assert {**kept, "chime": False} == told
    assert "announcement" not in later.order
    assert notes(island) == [("announced", {"scope": "all"})]


async def test_a_zone_is_told_and_nobody_else(gatherings: Gatherings) -> None:
    island = await gatherings.open(
        Setup(zones=(SQUARE,), starts=((5, 5),), entries={"in": ((31, 3),)})
    )
    host = await island.enter("Host", token="host")
    inside, outside = await island.enter("Bo", entry="in"), await island.enter("Cas")
    message = {"text": "Here", "scope": "zone", "zone": "square", "chime": True}
    assert (await host.call("announce", message))["reached"] == 1
    assert (await inside.get("announcement"))["chime"] is True
    await outside.settled()
    assert "announcement" not in outside.order
    assert await host.reason("announce", {**message, "zone": "nowhere"}) == "unknown_zone"


async def test_a_role_is_told_also_later(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    message = {"text": "For us", "scope": "role", "role": "host"}
    assert (await host.call("announce", message))["reached"] == 1
    await guest.settled()
    assert "announcement" not in guest.order
    later = await island.enter("Cas")
    assert (await later.get("announcements"))["announcements"] == []
    colleague = await island.enter("Dee", token="organiser")
    assert len((await colleague.get("announcements"))["announcements"]) == 1
    assert await host.reason("announce", {"text": "x", "scope": "role"}) == "bad_message"


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 501, 7])
async def test_a_text_is_something_and_not_too_long(gatherings: Gatherings, text: object) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    assert await host.reason("announce", {"text": text, "scope": "all"}) == "text"


async def test_attendees_announce_nothing(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    guest = await island.enter("Bo")
    assert await guest.reason("announce", {"text": "Hi", "scope": "all"}) == "forbidden"


async def test_it_is_kept_over_a_restart(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("announce", {"text": "One", "scope": "all"})
    again = await gatherings.open()
    host = await again.enter("Host", token="host")
    assert [a["text"] for a in (await host.get("announcements"))["announcements"]] == ["One"]
    await host.call("announce", {"text": "Two", "scope": "all"})
    assert (await last(host, "announcement"))["id"] == 2


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b'{"announcements": [], "v": 2}'])
async def test_what_is_damaged_is_left_out_with_one_line(
    gatherings: Gatherings, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    gatherings.shelf.things["gathering.announcements"] = data
    island = await gatherings.open()
    guest = await island.enter("Bo")
    assert (await guest.get("announcements"))["announcements"] == []
    assert [r.getMessage().count("gathering.announcements") for r in caplog.records] == [1]


async def test_a_full_disk_keeps_nobody_from_hearing_it(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    gatherings.shelf.is_broken = True
    assert (await host.call("announce", {"text": "Hi", "scope": "all"}))["ok"]
