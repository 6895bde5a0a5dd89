"""What hosts do to keep an event pleasant, on a served island."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from island_server.core import events as ev
from island_server.core.ids import PersonId
from island_server.core.zone_effects import Portal
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.desks.kept_order import Event, line
from tests.realtime.served_island import Browser, ServedIsland, Setup

HALL = box("hall", ZoneKind.MEETING, (10, 0), (4, 4))


@pytest.fixture
def event() -> Event:
    return Event()


@pytest.fixture
async def island(serve: Serve, event: Event) -> ServedIsland:
    return await event.serve(serve, Setup(zones=[HALL]))


async def host_and_guest(island: ServedIsland) -> tuple[Browser, Browser]:
    host = await island.enter("Hanna", token="host")
    guest = await island.enter("Anna", token="attendee", media="full")
    return host, guest


def notes(island: ServedIsland) -> list[ev.Noted]:
    return [event for _, event in island.log if isinstance(event, ev.Noted)]


async def test_the_muted_hear_why_and_stay_muted_when_they_come_back(
    island: ServedIsland,
) -> None:
    host, guest = await host_and_guest(island)
    wish = {"avatar": guest.me, "muted": True, "why": "noise", "words": "Your fan is loud."}
    assert (await host.call("mute", wish))["ok"]
    assert await guest.get("order_card") == {
        "what": "muted",
        "why": "noise",
        "words": "Your fan is loud.",
    }
    await host.get("order", line("muted", about="Anna", by="Hanna", stands=True))
    assert island.loop.world.state.avatars[guest.me].muted
    await guest.call("leave")
    again = await island.enter("Anna", person=guest.person)
    assert again.me != guest.me
    assert (await again.get("order_card"))["what"] == "muted"
    assert island.loop.world.state.avatars[again.me].muted


async def test_whoever_is_unmuted_is_told_so(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    muted = await host.call("mute", {"avatar": guest.me, "muted": True})
    assert (await host.call("undo_deed", {"deed": muted["deed"]}))["ok"]
    await guest.get("order_card", lambda card: card["what"] == "unmuted")
    assert not island.loop.world.state.avatars[guest.me].muted
    assert await host.reason("undo_deed", {"deed": muted["deed"]}) == "unknown_deed"
    await host.get("order", line("muted", stands=False, undone_by="Hanna"))


async def test_to_mute_twice_is_refused(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    await host.call("mute", {"avatar": guest.me, "muted": True})
    assert await host.reason("mute", {"avatar": guest.me, "muted": True}) == "already_so"


async def test_somebody_is_asked_to_speak_more_softly(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    await host.call("ask_lower", {"avatar": guest.me})
    assert await guest.get("order_card") == {"what": "asked_lower", "why": "noise", "words": ""}


async def test_the_removed_hear_why_and_may_come_back(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    await host.call("remove", {"avatar": guest.me, "why": "rude"})
    assert await guest.get("bye") == {"reason": "removed"}
    assert guest.order.index("order_card") < guest.order.index("bye")
    assert guest.me not in island.loop.world.state.avatars
    assert (await island.enter("Anna", person=guest.person)).me != guest.me


async def test_the_banned_stay_out_until_it_is_undone(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    ban = await host.call("ban", {"avatar": guest.me, "why": "unsafe"})
    assert await guest.get("bye") == {"reason": "banned"}
    assert await island.refusal(person=guest.person) == "banned"
    await island.enter("Bo", token="attendee")
    assert (await host.call("undo_deed", {"deed": ban["deed"]}))["ok"]
    await island.enter("Anna", person=guest.person)


async def test_a_fresh_browser_does_not_help_if_the_link_is_closed(island: ServedIsland) -> None:
    host = await island.enter("Hanna", token="host")
    guest = await island.enter("Anna", token="attendee:anna")
    friend = await island.enter("Bo", token="attendee:anna")
    await host.call("ban", {"avatar": guest.me, "link": True})
    assert await island.refusal(token="attendee:anna") == "link_closed"
    await friend.call("leave")
    await island.enter("Bo", token="attendee:anna", person=friend.person)
    await island.enter("Cees", token="attendee:cees")


async def test_a_locked_island_lets_nobody_new_in_but_hosts(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    lock = await host.call("lock_island", {"locked": True, "why": "programme"})
    assert await island.refusal(name="Bo") == "island_locked"
    await guest.call("leave")
    await island.enter("Anna", person=guest.person)
    await island.enter("Hugo", token="host")
    await host.call("undo_deed", {"deed": lock["deed"]})
    await island.enter("Bo")


async def test_a_slow_chat_is_slow_for_each_person_but_hosts(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    say = {"scope": "island", "text": "hello"}
    assert (await host.call("slow_chat", {"pace": 30}))["ok"]
    assert await guest.get("chat_pace") == {"pace": 30, "zones": {}}
    assert await guest.reason("chat", say) is None
    assert await guest.reason("chat", say) == "slow_chat"
    assert await host.reason("chat", say) is None
    assert await host.reason("chat", say) is None
    await island.pass_ms(30_000)
    assert await guest.reason("chat", say) is None
    later = await island.enter("Bo")
    assert (await later.get("chat_pace"))["pace"] == 30
    await host.call("slow_chat", {"pace": 0})
    await guest.get("chat_pace", lambda told: told["pace"] == 0)
    assert await guest.reason("chat", say) is None


async def test_a_chat_slowed_in_one_zone_is_slow_there_only(serve: Serve, event: Event) -> None:
    island = await event.serve(serve, Setup(zones=[HALL], entries={"hall": [(11, 1)]}))
    host = await island.enter("Hanna", token="host")
    inside = await island.enter("Anna", entry="hall")
    outside = await island.enter("Bo")
    assert await host.reason("slow_chat", {"pace": 60, "zone": "attic"}) == "unknown_zone"
    await host.call("slow_chat", {"pace": 60, "zone": "hall"})
    assert (await outside.get("chat_pace"))["zones"] == {"hall": 60}
    for _ in range(2):
        assert await outside.reason("chat", {"scope": "near", "text": "hi"}) is None
    assert await inside.reason("chat", {"scope": "near", "text": "hi"}) is None
    assert await inside.reason("chat", {"scope": "near", "text": "hi"}) == "slow_chat"


async def test_a_closed_zone_keeps_attendees_out_until_it_is_opened(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    closed = await host.call("close_zone", {"zone": "hall", "closed": True})
    assert island.loop.world.island.zones[0].closed
    await guest.call("go", {"seq": 1, "x": 11, "y": 1})
    await island.pass_ms(5000)
    assert (await guest.get("turned_away"))["reason"] == "closed"
    await host.call("undo_deed", {"deed": closed["deed"]})
    assert not island.loop.world.island.zones[0].closed
    assert await host.reason("close_zone", {"zone": "attic", "closed": True}) == "unknown_zone"


async def test_a_closed_zone_is_closed_again_after_a_restart(serve: Serve, event: Event) -> None:
    island = await event.serve(serve, Setup(zones=[HALL]))
    host = await island.enter("Hanna", token="host")
    closed = await host.call("close_zone", {"zone": "hall", "closed": True})
    again = await event.serve(serve, Setup(zones=[HALL]))
    await again.enter("Anna")
    assert again.loop.world.island.zones[0].closed
    put = [it for _, it in again.log if isinstance(it, ev.ZonePut)]
    assert [it.avatar for it in put] == [None]
    host = await again.enter("Hanna", token="host")
    assert await host.reason("undo_deed", {"deed": closed["deed"]}) is None
    assert not again.loop.world.island.zones[0].closed


async def test_a_hidden_message_goes_from_every_screen(island: ServedIsland) -> None:
    host, guest = await host_and_guest(island)
    await guest.call("chat", {"scope": "island", "text": "something ugly"})
    said = await host.get("chat")
    await host.call("hide_message", {"message": said["id"], "why": "rude"})
    assert await guest.get("chat_hidden") == {"ids": [said["id"]]}
    later = await island.enter("Bo")
    assert await later.get("chat_hidden") == {"ids": [said["id"]]}
    assert await host.reason("hide_message", {"message": said["id"]}) == "unknown_message"


@pytest.mark.parametrize(
    ("message", "wish"),
    [("mute", {"muted": True}), ("ask_lower", {}), ("remove", {}), ("ban", {})],
)
async def test_hosts_act_on_attendees_and_organisers_on_everybody(
    island: ServedIsland, message: str, wish: dict[str, Any]
) -> None:
    host = await island.enter("Hanna", token="host")
    other = await island.enter("Hugo", token="host")
    organiser = await island.enter("Olga", token="organiser")
    guest = await island.enter("Anna")
    for target in (other, organiser, host):
        assert await host.reason(message, {"avatar": target.me, **wish}) == "forbidden"
    assert await host.reason(message, {"avatar": guest.me, **wish}) is None
    assert await organiser.reason(message, {"avatar": other.me, **wish}) is None
    assert await host.reason(message, {"avatar": 999, **wish}) == "unknown_avatar"


async def test_what_an_organiser_did_to_a_host_no_host_takes_back(island: ServedIsland) -> None:
    organiser = await island.enter("Olga", token="organiser")
    host = await island.enter("Hanna", token="host")
    other = await island.enter("Hugo", token="host")
    muted = await organiser.call("mute", {"avatar": other.me, "muted": True})
    assert await host.reason("undo_deed", {"deed": muted["deed"]}) == "forbidden"
    assert await organiser.reason("undo_deed", {"deed": muted["deed"]}) is None


async def test_a_message_of_an_organiser_is_hidden_by_organisers_only(
    island: ServedIsland,
) -> None:
    organiser = await island.enter("Olga", token="organiser")
    host = await island.enter("Hanna", token="host")
    await organiser.call("chat", {"scope": "island", "text": "welcome"})
    said = (await host.get("chat"))["id"]
    assert await host.reason("hide_message", {"message": said}) == "forbidden"
    assert await organiser.reason("hide_message", {"message": said}) is None


async def test_the_log_has_a_line_of_each_deed_without_what_was_written(
    island: ServedIsland,
) -> None:
    host, guest = await host_and_guest(island)
    words = {"words": "secret words"}
    await host.call("mute", {"avatar": guest.me, "muted": True, "why": "noise", **words})
    await host.call("slow_chat", {"pace": 10, **words})
    await host.call("close_zone", {"zone": "hall", "closed": True, **words})
    await host.call("ban", {"avatar": guest.me, "why": "rude", "link": True, **words})
    told = [(n.what, n.avatar, n.about, n.zone, dict(n.facts)) for n in notes(island)]
    assert told == [
        ("muted", host.me, guest.me, None, {"why": "noise"}),
        ("chat_slowed", host.me, None, None, {"why": "other", "pace_s": 10}),
        ("zone_closed", host.me, None, "hall", {"why": "other"}),
        ("banned", host.me, guest.me, None, {"why": "rude", "link": True}),
    ]
    assert "secret" not in repr(island.log)


async def test_what_holds_holds_after_a_restart_without_names_and_words(
    serve: Serve, event: Event
) -> None:
    island = await event.serve(serve, Setup(zones=[HALL]))
    host, guest = await host_and_guest(island)
    other = await island.enter("Bo")
    await host.call("mute", {"avatar": other.me, "muted": True, "words": "secret words"})
    await host.call("ban", {"avatar": guest.me, "why": "spam", "link": True})
    await host.call("lock_island", {"locked": True})
    kept = event.shelf.things["order"].decode()
    assert json.loads(kept)["form"] == 1
    assert not any(word in kept for word in ("secret", "Anna", "Hanna", "Bo"))

    event.names = {PersonId("person-2"): "Anna", PersonId("person-3"): "Bo"}
    again = await event.serve(serve)
    assert await again.refusal(person=guest.person) == "banned"
    assert await again.refusal(token="attendee:dirk") == "island_locked"
    assert (await (await again.enter("Bo", person=other.person)).get("order_card"))["words"] == ""
    fresh = await again.enter("Hanna", token="host")
    await fresh.get("order", line("banned", about="Anna", why="spam", link=True, stands=True))


async def test_damage_on_the_shelf_is_told_to_the_operator_and_begins_anew(
    serve: Serve, event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    event.shelf.things = {"order": b"{damaged", "blocks": b"[]"}
    island = await event.serve(serve)
    lines = [record.getMessage() for record in caplog.records]
    caplog.clear()
    assert len(lines) == 2
    assert all("cannot be read back" in text for text in lines)
    await island.enter("Anna")


async def test_what_cannot_be_kept_holds_all_the_same(
    serve: Serve, event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    island = await event.serve(serve)
    host, guest = await host_and_guest(island)
    event.shelf.is_broken = True
    assert (await host.call("ban", {"avatar": guest.me}))["ok"]
    assert "is not kept" in caplog.text
    caplog.clear()
    assert await island.refusal(person=guest.person) == "banned"


async def test_hosts_on_another_island_see_and_do_the_same(serve: Serve, event: Event) -> None:
    way = replace(box("way", ZoneKind.PLACE, (8, 5), (1, 1)), portal=Portal("ameland", ""))
    island = await event.serve(serve, Setup(zones=[way], others={"ameland": Setup()}))
    host, guest = await host_and_guest(island)
    await host.call("go", {"seq": 1, "x": 8, "y": 5})
    await island.pass_ms(2000)
    await host.get("bye")
    there = await island.enter("Hanna", token="host", person=host.person)
    assert there.heard("welcome")[-1]["event"]["map"] == "/maps/ameland/island.json"
    await there.call("mute", {"avatar": guest.me, "muted": True})
    await guest.get("order_card", lambda card: card["what"] == "muted")
    assert island.loop.world.state.avatars[guest.me].muted


async def test_who_is_erased_is_in_no_line_and_on_no_shelf(
    island: ServedIsland, event: Event
) -> None:
    host, guest = await host_and_guest(island)
    await host.call("ban", {"avatar": guest.me})
    await event.order.forget(PersonId("person-2"))
    assert b"person-2" not in event.shelf.things["order"]
    again = await island.enter("Hanna", token="host", person=host.person)
    assert "Anna" not in repr(await again.get("order"))
