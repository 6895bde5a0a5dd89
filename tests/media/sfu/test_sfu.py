"""Peers come, go, restart and are refused; nothing of them is left behind."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaRefused
from island_server.media import MediaSettings
from island_server.media.in_process import InProcessMedia
from media.conftest import BrowserFactory, RecordingListener
from media.fake_browser import FakeBrowser

ONE, TWO = AvatarId(1), AvatarId(2)


def both(avatar: AvatarId) -> SlotSource:
    return SlotSource(avatar, audio=True, video=True)


async def test_levels_are_told(
    media: InProcessMedia, browser: BrowserFactory, listener: RecordingListener
) -> None:
    one = await browser(1)
    one.send(one.voice(1, level=20))
    await one.settle()
    media.sfu._tell_levels()
    media.sfu._tell_levels()
    told = [level for levels in listener.levels for level in levels.values()]
    assert told == [20, 127]


async def test_a_peer_that_falls_silent_is_away_then_lost(
    media: InProcessMedia, browser: BrowserFactory, listener: RecordingListener
) -> None:
    one = await browser(1)
    now_s = time.monotonic()
    media.sfu._tick(now_s + 8)
    media.sfu._tick(now_s + 9)
    assert listener.events == [("up", 1), ("down", 1, "away")]
    await one.settle()
    media.sfu._tick(time.monotonic())
    assert listener.events[2:] == [("up", 1)]
    media.sfu._tick(time.monotonic() + 31)
    assert listener.events[3:] == [("down", 1, "timeout")]
    with pytest.raises(MediaRefused, match="media_unknown"):
        await media.restart(ONE)


async def test_an_offer_that_leads_to_nothing_times_out(
    media: InProcessMedia, listener: RecordingListener
) -> None:
    await media.open(ONE)
    media.sfu._tick(time.monotonic() + 31)
    assert listener.events == [("down", 1, "timeout")]


async def test_a_goodbye_closes_the_peer(
    media: InProcessMedia, browser: BrowserFactory, listener: RecordingListener
) -> None:
    one = await browser(1)
    await one.dtls.stop()
    await listener.until("down", 1, "closed")
    assert (await media.stats())["peers"] == 0


async def test_a_wrong_certificate_is_refused(
    media: InProcessMedia, listener: RecordingListener
) -> None:
    one = FakeBrowser(media, 1)
    await one.open()
    wrong = ":".join(["AB"] * 32)
    await media.answer(ONE, one.generation, one.answer_sdp(wrong))
    await one.bind_ice()
    await one.handshake()
    await listener.until("down", 1, "dtls")
    assert listener.events == [("down", 1, "dtls")]
    await one.close()


async def test_a_stale_or_foreign_answer_is_refused(media: InProcessMedia) -> None:
    one = FakeBrowser(media, 1)
    await one.open()
    with pytest.raises(MediaRefused, match="stale_answer"):
        await media.answer(ONE, one.generation + 1, one.answer_sdp())
    with pytest.raises(MediaRefused, match="bad_answer"):
        await media.answer(ONE, one.generation, "v=0")
    with pytest.raises(MediaRefused, match="media_unknown"):
        await media.answer(TWO, one.generation, one.answer_sdp())
    await one.close()


async def test_an_ice_restart_keeps_slots_and_encryption(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1))
    await two.until_in_slot("a0", 1)
    former = two.check()
    offer = await media.restart(TWO)
    assert offer.generation == 2
    ssrcs = two.slot_ssrcs
    two.offer, two.generation = offer.sdp, offer.generation
    assert two.slot_ssrcs == ssrcs
    await media.answer(TWO, 2, two.answer_sdp())
    two.rebind()
    await two.bind_ice()
    one.send(one.voice(2))
    heard = await two.until_in_slot("a0", 2)
    assert (heard[1].sequence - heard[0].sequence) & 0xFFFF == 1
    before = (await media.stats()).get("drop_stun", 0)
    two.send_raw(former)
    await two.settle()
    assert (await media.stats())["drop_stun"] == before + 1


async def test_an_answer_to_a_restart_may_not_change_the_certificate(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    offer = await media.restart(ONE)
    with pytest.raises(MediaRefused, match="bad_answer"):
        await media.answer(ONE, offer.generation, one.answer_sdp(":".join(["AB"] * 32)))


async def test_media_follows_a_browser_to_a_new_address(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    two.rebind()
    await two.bind_ice()
    one.send(one.voice(1))
    await two.until_in_slot("a0", 1)


async def test_opening_an_open_peer_closes_the_former(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    former = await browser(1)
    two = await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    again = await browser(1)
    former.send(former.voice(1, b"former"))
    again.send(again.voice(1, b"again"))
    (heard,) = await two.until_in_slot("a0", 1)
    assert heard.payload == b"again"
    assert (await media.stats())["peers"] == 2


async def test_there_is_a_limit_to_peers(listener: RecordingListener) -> None:
    media = InProcessMedia(MediaSettings(hosts=("127.0.0.1",), port=0, peers_max=1))
    await media.start(listener)
    await media.open(ONE)
    await media.open(ONE)
    with pytest.raises(MediaRefused, match="media_full"):
        await media.open(TWO)
    await media.stop()


async def test_unknown_peers_and_slots_are_ignored(media: InProcessMedia) -> None:
    media.set_slots(ONE, {0: both(TWO)})
    media.close(ONE)
    await media.open(ONE)
    media.set_slots(ONE, {99: both(TWO), -1: None})


async def test_joining_and_leaving_leaves_no_task_or_file_behind(
    media: InProcessMedia, listener: RecordingListener
) -> None:
    async def visit() -> tuple[int, int]:
        one = FakeBrowser(media, 1)
        await one.connect()
        await listener.until("up", 1)
        one.send(one.voice(1))
        await one.settle()
        media.close(ONE)
        await asyncio.wait(media.sfu._tasks)
        await one.close()
        return len(asyncio.all_tasks()), sum(1 for _ in Path("/proc/self/fd").iterdir())

    first = await visit()
    for _ in range(10):
        last = await visit()
    assert last == first
    statistics = await media.stats()
    assert statistics["peers"] == statistics["addresses"] == 0


async def test_many_meetings_leave_nothing_behind(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    await browser(1)
    await browser(2)
    for _ in range(50):
        media.set_slots(TWO, {0: both(ONE)})
        media.set_slots(TWO, {0: None})
    media.close(ONE)
    media.close(TWO)
    wiring = media.sfu._wiring
    assert not wiring._sources
    assert not wiring._downlinks
