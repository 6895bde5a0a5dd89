"""Several events in one server: each on its own, none notices the other."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from island_server.access.invitations import Invitations
from island_server.app import RunningIsland
from island_server.core.events import Role
from tests.store.postgresql import Cluster

from .event_visitors import Api, Visitor, refusal, serving, settings_for, token, visiting

MARK = "zeekraal"
POLL = {"kind": "poll", "title": MARK, "options": [{"text": MARK}, {"text": "b"}]}
TABLE = {"kind": "table", "names": {"nl": MARK, "en": MARK}, "icon": "coffee"}


def wall_ms() -> int:
    return time.time_ns() // 1_000_000


def texts(value: Any) -> str:
    return json.dumps(value, default=repr)


async def do_everything(host: Visitor, guest: Visitor, start: tuple[int, int]) -> None:
    """A message of each kind that reaches others, with the same mark wherever there are words."""
    (x, y), me = start, guest.first("welcome")["you"]
    table = {**TABLE, "spans": [[y, x, x + 2], [y + 1, x, x + 1]]}
    said = [
        await guest.ask("chat", scope="island", text=MARK),
        await guest.ask("react", emoji="heart"),
        await guest.ask("profile", name=MARK, look=[1] * 7),
        await guest.ask("status", availability="busy"),
        await guest.ask("help", needed=True, text=MARK),
        await guest.ask("go", seq=1, x=x + 1, y=y),
        await guest.ask("report", avatar=host.first("welcome")["you"], why="rude", text=MARK),
        await host.ask("announce", text=MARK, scope="all"),
        await host.ask("countdown", at=wall_ms() + 600_000, title=MARK),
        await host.ask("rounds_open", size=2, minutes=5, where="free", question=MARK),
        await host.ask("slow_chat", pace=5, words=MARK),
        await host.ask("lock_island", locked=True),
        await host.ask("zone_edit", zone=None, fields=table),
        await host.ask("activity_put", id=None, **POLL),
        await host.ask("ask_lower", avatar=me),
        await host.ask("mute", avatar=me, muted=True),
        await host.ask("remove", avatar=me, words=MARK),
    ]
    assert [answer for answer in said if not answer["ok"]] == []
    activity = said[13]["id"]
    for action in ("open", "show", "close"):
        assert (await host.ask("activity_do", id=activity, action=action))["ok"]


async def test_nobody_hears_or_sees_anything_of_another_event(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, api):
        made = await api.create(name="Tweede", series="two")
        there = await api.link(made["event"]["id"], "host")
        links = running.link(Role.HOST, 1), running.link(Role.ATTENDEE, 1)
        async with (
            visiting(links[0], "Hanna") as (host,),
            visiting(links[1], "Gast") as (guest,),
            visiting(there, "Bo", "Bob") as (bo, bob),
        ):
            for visitor in (bo, bob):
                welcome = await visitor.wait_for("welcome")
                assert welcome["event"]["name"] == "Tweede"
            await quiet(bo, bob)
            before = [len(bo.heard), len(bob.heard)]
            await do_everything(host, guest, running.island.world.island.starts[0])
            assert MARK in texts(guest.heard)
            await bo.ask("clock")
            await bob.ask("clock")
            assert [len(bo.heard), len(bob.heard)] == before
            assert MARK not in texts(bo.heard) + texts(bob.heard)


async def quiet(*visitors: Visitor) -> None:
    """Wait until nothing more is said to them of what they did themselves."""
    while True:
        before = [len(visitor.heard) for visitor in visitors]
        for visitor in visitors:
            await visitor.ask("clock")
        await asyncio.sleep(1.2)
        if before == [len(visitor.heard) for visitor in visitors]:
            return


def bearer(link: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {link.rpartition('/')[2]}"}


async def test_a_link_asks_nothing_of_another_event(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, api), aiohttp.ClientSession() as web:
        made = await api.create(name="Tweede", series="two")
        other, organiser = made["event"]["id"], running.link(Role.ORGANISER, 1)
        host_there = await api.link(other, "host")
        async with visiting(host_there, "Bo") as (bo,):
            x, y = running.island.world.island.starts[0]
            fields = {**TABLE, "spans": [[y, x, x + 2], [y + 1, x, x + 1]]}
            assert (await bo.ask("zone_edit", zone=None, fields=fields))["ok"]
            person = bo.first("welcome")["person"]
        for path in (f"/api/v1/events/{other}", f"/api/attendance/{other}/timeline"):
            async with web.get(running.url + path, headers=bearer(organiser)) as answer:
                assert (answer.status, (await answer.json())["reason"]) == (404, "unknown_event")
        for link, found in ((organiser, False), (host_there, True)):
            address = f"{running.url}/api/zones/nes/map"
            async with web.get(address, headers=bearer(link)) as answer:
                assert (MARK in await answer.text()) is found
        async with visiting(running.link(Role.ATTENDEE, 1), "Anna") as (anna,):
            assert (await anna.ask("leave"))["ok"]
        again = Visitor("Bo")
        welcome = await again.enter(running.link(Role.ATTENDEE, 1), person=person)
        assert welcome["person"] != person
        assert not welcome["resumed"]
        await again.client.disconnect()
        headers = {"Authorization": f"Bearer {person}"}
        async with web.get(running.url + "/api/trail", headers=headers) as answer:
            assert (await answer.json())["event"]["name"] == "Tweede"


async def test_each_event_has_a_log_of_its_own(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path, event_idle_s=1)) as (running, api):
        made = await api.create(name="Tweede")
        other = made["event"]["id"]
        async with (
            visiting(running.link(Role.ATTENDEE, 1), "Anna") as (anna,),
            visiting(await api.link(other, "attendee"), "Bo") as (bo,),
        ):
            _, listed = await api.ask("GET", "/events")
            assert [(it["id"], it["live"]["people"]) for it in listed["events"]] == [
                ("ameland", 1),
                (other, 1),
            ]
            people = {it.first("welcome")["you"] >> 22 for it in (anna, bo)}
            assert len(people) == 2
            await bo.ask("leave")
            await until_closed(running, other)
            _, live = await api.ask("GET", f"/events/{other}/live")
            assert live["live"] == {
                "is_open": False,
                "people": 0,
                "conversations": 0,
                "peak": 0,
                "arrivals_per_minute": 0,
            }
        assert (await reopened(api, other))["event"]["id"] == other
    assert names(tmp_path) == {("ameland", "Anna"), (other, "Bo"), (other, "Cees")}


async def until_closed(running: RunningIsland, event_id: str) -> None:
    while event_id in {it.event.info.id for it in running.events.open_now()}:
        await asyncio.sleep(0.05)


async def reopened(api: Api, event_id: str) -> Any:
    async with visiting(await api.link(event_id, "attendee"), "Cees") as (cees,):
        return cees.first("welcome")


def names(data_dir: Path) -> set[tuple[str, str]]:
    log = sqlite3.connect(data_dir / "island.db")
    try:
        return set(log.execute("SELECT event_id, name FROM person").fetchall())
    finally:
        log.close()


async def test_events_and_what_hosts_put_up_there_outlive_the_server(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, api):
        template = {"name": "world_cafe", "count": 4, "seats": 4}
        made = await api.create(name="Café", template=template, capacity=1)
        link = await api.link(made["event"]["id"], "attendee")
    async with serving(settings_for(tmp_path, waiting_max=0)) as (running, api):
        link = running.url + link[link.index("/join/") :]
        async with visiting(link, "Anna") as (anna,):
            zones = await anna.wait_for("zones")
            assert [zone["kind"] for zone in zones["put"]] == ["table"] * 4
            assert await refusal(link) == "full"


async def test_one_signs_in_to_the_event_of_a_link_also_if_that_is_no_longer_good(
    tmp_path: Path,
) -> None:
    async with serving(settings_for(tmp_path)) as (running, api):
        made = await api.create(name="Duin")
        token = (await api.link(made["event"]["id"], "attendee")).partition("/join/")[2]
        access = await running.events.access_of(token)
        assert access.check(token).event_id == made["event"]["id"]
        await access.links.revoke_token(token)
        assert await running.events.access_of(token) is access
        assert await running.events.access_of(None) is running.access
        assert await running.events.access_of("forged") is running.access


async def test_only_so_many_events_are_open_at_once(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path, events_open_max=2)) as (_, api):
        first, second = [await api.create(name=name) for name in ("Een", "Twee")]
        one = await api.link(first["event"]["id"], "attendee")
        two = await api.link(second["event"]["id"], "attendee")
        async with visiting(one, "Anna") as (anna,):
            assert await refusal(two) == "full"
            await anna.ask("leave")
        async with visiting(two, "Bo"):
            assert await refusal(one) == "full"


async def test_an_event_lets_people_in_only_in_its_period(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (_, api):
        soon, hour = wall_ms() + 3_600_000, 3_600_000
        made = await api.create(name="Later", starts_ms=soon, ends_ms=soon + hour)
        event = made["event"]["id"]
        assert made["event"]["phase"] == "coming"
        attendee, host = await api.link(event, "attendee"), await api.link(event, "host")
        assert await refusal(attendee) == "event_coming"
        async with visiting(host, "Hanna") as (hanna,):
            body = {"starts_ms": wall_ms() - hour, "ends_ms": wall_ms() + 60_000}
            assert (await api.ask("PATCH", f"/events/{event}", body))[0] == 200
            async with visiting(attendee, "Anna") as (anna,):
                assert 0 < (await anna.wait_for("event_ending"))["in_ms"] <= 60_000
                await api.ask("PATCH", f"/events/{event}", {"ends_ms": wall_ms()})
                for visitor in (anna, hanna):
                    assert (await visitor.wait_for("bye"))["reason"] == "event_over"
            assert await refusal(host) == "event_over"


async def test_an_event_that_is_put_away_is_over_until_it_is_taken_out(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (_, api):
        event = (await api.create(name="Weg"))["event"]["id"]
        link = await api.link(event, "attendee")
        await api.ask("POST", f"/events/{event}/archive", {})
        assert await refusal(link) == "event_over"
        await api.ask("POST", f"/events/{event}/archive", {"archived": False})
        async with visiting(link, "Anna"):
            pass


@pytest.mark.parametrize("default", [True, False])
async def test_who_takes_an_event_over_can_void_earlier_links(
    tmp_path: Path, default: bool
) -> None:
    async with serving(settings_for(tmp_path)) as (running, api), aiohttp.ClientSession() as web:
        made = await api.create(name="Over")
        event = "ameland" if default else made["event"]["id"]
        former = running.link(Role.ORGANISER, 1) if default else made["link"]
        host = await api.link(event, "host")
        _, handed = await api.ask("POST", f"/events/{event}/hand-over", {"revoke": True})
        for link, status in ((former, 403), (handed["link"], 200)):
            async with web.get(running.url + "/api/v1/events", headers=bearer(link)) as answer:
                assert answer.status == status
        async with visiting(host, "Hanna"):
            pass
    async with (
        serving(settings_for(tmp_path)) as (running, api),
        aiohttp.ClientSession() as web,
        web.get(running.url + "/api/v1/events", headers=bearer(former)) as answer,
    ):
        assert answer.status == 403


async def test_a_token_reaches_its_series_only(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, api), aiohttp.ClientSession() as web:
        one = await api.create(name="Een", series="one")
        two = await api.create(name="Twee", series="two")
        narrow = Api(web, running.url, await token(running, "one"))
        _, listed = await narrow.ask("GET", "/events")
        assert [it["id"] for it in listed["events"]] == [one["event"]["id"]]
        for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/copy"), ("POST", "/hand-over")):
            body = {"name": "x"} if path == "/copy" else {}
            address = f"/events/{two['event']['id']}{path}"
            status, said = await narrow.ask(method, address, None if method == "GET" else body)
            assert (status, said["reason"]) == (404, "unknown_event")
        status, said = await narrow.ask(
            "POST", "/events", {"name": "x", "map": "nes", "series": "two"}
        )
        assert (status, said["reason"]) == (403, "other_series")
        assert (await narrow.create(name="Drie"))["event"]["series"] == "one"
        for secret in ("eiland_nothing", "nothing"):
            assert (await Api(web, running.url, secret).ask("GET", "/events"))[0] == 403


async def test_a_copy_has_zones_and_activities_but_no_answers(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, api):
        async with visiting(running.link(Role.HOST, 1), "Hanna") as (hanna,):
            x, y = running.island.world.island.starts[0]
            fields = {**TABLE, "spans": [[y, x, x + 2], [y + 1, x, x + 1]]}
            assert (await hanna.ask("zone_edit", zone=None, fields=fields))["kept"]
            poll = (await hanna.ask("activity_put", id=None, **POLL))["id"]
            await hanna.ask("activity_do", id=poll, action="open")
            assert (await hanna.ask("activity_answer", id=poll, chosen=[0]))["ok"]
            await hanna.ask("lock_island", locked=True)
        status, made = await api.ask("POST", "/events/ameland/copy", {"name": "Nog eens"})
        assert status == 201
        async with visiting(await api.link(made["event"]["id"], "host"), "Bo") as (bo,):
            zones, activities = await bo.wait_for("zones"), await bo.wait_for("activities")
            assert [zone["names"]["nl"] for zone in zones["put"]] == [MARK]
            (copied,) = activities["list"]
            assert (copied["title"], copied["phase"]) == (MARK, "draft")
            assert copied["id"] != poll
        copied_keys = kept(tmp_path, made["event"]["id"])
        assert not [key for key in copied_keys if key in {"order", "blocks"} or ":key" in key]


def kept(data_dir: Path, event_id: str) -> list[str]:
    database = sqlite3.connect(data_dir / "island.db")
    try:
        rows = database.execute("SELECT key FROM shelf WHERE event_id = ?", (event_id,)).fetchall()
        return [key for (key,) in rows]
    finally:
        database.close()


async def test_an_event_whose_island_fails_is_opened_anew_and_disturbs_no_other(
    tmp_path: Path,
) -> None:
    async with serving(settings_for(tmp_path)) as (running, api):
        event = (await api.create(name="Breekt"))["event"]["id"]
        link = await api.link(event, "attendee")
        async with (
            visiting(running.link(Role.ATTENDEE, 1), "Anna") as (anna,),
            visiting(link, "Bo") as (bo,),
        ):
            served = await running.events.served(event)
            served.event.live.failed.set()
            assert (await bo.wait_for("bye"))["reason"] == "closing"
            await until_closed(running, event)
            async with visiting(link, "Bo"):
                pass
            assert (await anna.ask("chat", scope="island", text=MARK))["ok"]
            assert not running.failed.is_set()


async def test_an_expired_or_forged_link_opens_no_event(tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, api):
        event = (await api.create(name="Dicht"))["event"]["id"]
        links = Invitations(running.events.process.key, event, running.events.process.clock)
        expired = f"{running.url}/join/{links.make(Role.HOST, -1)}"
        assert await refusal(expired) == "link_expired"
        gone = Invitations(running.events.process.key, "gone", running.events.process.clock)
        assert await refusal(f"{running.url}/join/{gone.make(Role.HOST, 1)}") == "link_invalid"
        assert await refusal(expired[:-4] + "AAAA") == "link_invalid"
        assert [it.event.info.id for it in running.events.open_now()] == ["ameland"]


async def test_many_events_share_one_database_of_postgresql(tmp_path: Path) -> None:
    cluster = Cluster()
    try:
        address = cluster.database()
        settings = settings_for(tmp_path, database_url=address, event_idle_s=1)
        async with serving(settings) as (running, api):
            made = await api.create(name="Tweede")
            event = made["event"]["id"]
            async with (
                visiting(running.link(Role.ATTENDEE, 1), "Anna"),
                visiting(await api.link(event, "host"), "Bo") as (bo,),
            ):
                assert (await bo.ask("activity_put", id=None, **POLL))["ok"]
                await bo.ask("leave")
                await until_closed(running, event)
            status, copied = await api.ask("POST", f"/events/{event}/copy", {"name": "Derde"})
            assert status == 201
            async with visiting(await api.link(copied["event"]["id"], "host"), "Cees") as (cees,):
                assert len((await cees.wait_for("activities"))["list"]) == 1
        async with serving(settings) as (_, api):
            _, listed = await api.ask("GET", "/events")
            assert [it["name"] for it in listed["events"]] == ["Ameland", "Tweede", "Derde"]
    finally:
        cluster.stop()
