from __future__ import annotations

import asyncio
import math
import time
from pathlib import Path

import pytest
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSenderInfo,
    RtcpSrPacket,
)

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaRefused
from island_server.media import MediaSettings
from island_server.media.in_process import InProcessMedia
from media.conftest import BrowserFactory, RecordingListener
from media.fake_browser import FakeBrowser

ONE, TWO, THREE = AvatarId(1), AvatarId(2), AvatarId(3)


def both(avatar: AvatarId) -> SlotSource:
    return SlotSource(avatar, audio=True, video=True)


async def test_a_voice_reaches_the_slot_it_was_put_in_and_nobody_else(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two, three = await browser(1), await browser(2), await browser(3)
    media.set_slots(TWO, {3: both(ONE)})
    for sequence in range(5):
        one.send(one.voice(sequence, bytes([sequence])))
    heard = await two.until_in_slot("a3", 5)
    assert [packet.payload for packet in heard] == [bytes([n]) for n in range(5)]
    assert [packet.marker for packet in heard] == [True, False, False, False, False]
    await three.settle()
    assert not three.received
    assert not one.received


async def test_a_picture_starts_at_a_keyframe_and_one_is_asked_for(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.picture(1, b"middle of a frame"))
    await one.until(lambda: any(isinstance(p, RtcpPsfbPacket) for p in one.rtcp))
    wish = next(p for p in one.rtcp if isinstance(p, RtcpPsfbPacket))
    assert (wish.fmt, wish.media_ssrc) == (RTCP_PSFB_PLI, one.video_ssrc)
    one.send(one.picture(2, b"key", key=True))
    one.send(one.picture(3, b"next"))
    seen = await two.until_in_slot("v0", 2)
    assert [packet.payload[2:] for packet in seen] == [b"key", b"next"]


async def test_the_absolute_send_time_is_ours(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.picture(1, key=True))
    (seen,) = await two.until_in_slot("v0", 1)
    assert seen.data[16] == 0x22
    assert seen.data[17:20] != b"\x01\x02\x03"


async def test_a_slot_goes_on_in_one_line_when_its_source_changes(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two, three = await browser(1), await browser(2), await browser(3)
    media.set_slots(THREE, {0: both(ONE)})
    one.send(one.voice(40_000, b"one"))
    await three.until_in_slot("a0", 1)
    media.set_slots(THREE, {0: both(TWO)})
    two.send(two.voice(7, b"two"))
    two.send(two.voice(6, b"older than the splice"))
    two.send(two.voice(8, b"two"))
    heard = await three.until_in_slot("a0", 3)
    assert [p.payload for p in heard] == [b"one", b"two", b"two"]
    assert [(p.sequence - heard[0].sequence) & 0xFFFF for p in heard] == [0, 1, 2]
    elapsed = (heard[1].timestamp - heard[0].timestamp) & 0xFFFFFFFF
    assert 0 < elapsed < 48_000 * 60
    assert heard[2].timestamp - heard[1].timestamp == 960


async def test_the_same_source_again_changes_nothing(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    for sequence in range(3):
        media.set_slots(TWO, {0: both(ONE)})
        one.send(one.voice(sequence))
        one.send(one.picture(sequence, key=sequence == 0))
        await two.until_in_slot("v0", sequence + 1)
    assert [packet.marker for packet in two.in_slot("a0")] == [True, False, False]


async def test_voice_and_picture_of_a_slot_switch_independently(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: SlotSource(ONE, audio=False, video=True)})
    one.send(one.voice(1))
    one.send(one.picture(1, key=True))
    await two.until_in_slot("v0", 1)
    assert not two.in_slot("a0")
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=False)})
    one.send(one.picture(2))
    one.send(one.voice(2))
    await two.until_in_slot("a0", 1)
    assert len(two.in_slot("v0")) == 1


async def test_a_slot_set_before_its_source_is_here_starts_by_itself(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    two = await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one = await browser(1)
    one.send(one.voice(1))
    await two.until_in_slot("a0", 1)


async def test_a_viewer_that_is_not_connected_yet_raises_nothing_and_starts_later(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    two = FakeBrowser(media, 2)
    await two.open()
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1))
    await one.settle()
    await media.answer(TWO, two.generation, two.answer_sdp())
    await two.bind_ice()
    one.send(one.voice(2))
    await one.settle()
    await two.handshake()
    await two.settle()
    one.send(one.voice(3, b"now"))
    (heard,) = await two.until_in_slot("a0", 1)
    assert heard.payload == b"now"
    assert (await media.stats()).get("faults", 0) == 0
    await two.close()


async def test_a_slot_falls_silent_when_its_source_leaves_and_resumes_when_it_is_back(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1, b"before"))
    await two.until_in_slot("a0", 1)
    media.close(ONE)
    one.send(one.voice(2, b"gone"))
    again = await browser(1)
    again.send(again.voice(1, b"after"))
    heard = await two.until_in_slot("a0", 2)
    assert [packet.payload for packet in heard] == [b"before", b"after"]


async def test_an_emptied_slot_receives_nothing(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    media.set_slots(TWO, {0: None})
    one.send(one.voice(1))
    await one.settle()
    await two.settle()
    assert not two.received


async def test_a_lost_packet_is_resent_as_it_was(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1))
    (first,) = await two.until_in_slot("a0", 1)
    resent: list[bytes] = []
    two._take = resent.append  # type: ignore[method-assign]
    two.send_rtcp(nack(first.ssrc, [first.sequence]))
    await two.until(lambda: bool(resent))
    assert resent[0] == first.ciphertext


def nack(ssrc: int, sequences: list[int]) -> RtcpRtpfbPacket:
    return RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=ssrc, lost=sequences)


async def test_a_gap_in_an_uplink_is_asked_for_and_filled(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1, b"1"))
    one.send(one.voice(4, b"4"))
    await one.until(lambda: any(isinstance(p, RtcpRtpfbPacket) for p in one.rtcp))
    wish = next(p for p in one.rtcp if isinstance(p, RtcpRtpfbPacket))
    assert (wish.media_ssrc, wish.lost) == (one.audio_ssrc, [2, 3])
    one.send(one.voice(2, b"2"))
    one.send(one.voice(3, b"3"))
    heard = await two.until_in_slot("a0", 4)
    by_sequence = sorted(heard, key=lambda p: (p.sequence - heard[0].sequence) & 0xFFFF)
    assert [packet.payload for packet in by_sequence] == [b"1", b"2", b"3", b"4"]


async def test_a_viewers_need_for_what_we_lack_is_passed_upstream(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1))
    one.send(one.voice(3))
    heard = await two.until_in_slot("a0", 2)

    def wishes() -> int:
        return sum(isinstance(p, RtcpRtpfbPacket) and p.lost == [2] for p in one.rtcp)

    await one.until(lambda: wishes() == 1)
    for source in media.sfu._peers[ONE].sources.values():
        for request in source._missing._requests.values():
            request.asked_at_s = 0.0
    two.send_rtcp(nack(heard[0].ssrc, [(heard[0].sequence + 1) & 0xFFFF]))
    await one.until(lambda: wishes() >= 2)


async def test_senders_get_receiver_reports_and_viewers_rebuilt_sender_reports(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(10))
    (heard,) = await two.until_in_slot("a0", 1)
    info = RtcpSenderInfo(ntp_timestamp=1 << 40, rtp_timestamp=9600, packet_count=1, octet_count=5)
    one.send_rtcp(RtcpSrPacket(ssrc=one.audio_ssrc, sender_info=info))
    await two.until(lambda: any(isinstance(p, RtcpSrPacket) for p in two.rtcp))
    report = next(p for p in two.rtcp if isinstance(p, RtcpSrPacket))
    assert report.ssrc == heard.ssrc
    assert report.sender_info.rtp_timestamp == heard.timestamp
    assert report.sender_info.packet_count == 1
    await one.until(lambda: any(isinstance(p, RtcpRrPacket) for p in one.rtcp))
    block = next(p for p in one.rtcp if isinstance(p, RtcpRrPacket)).reports[0]
    assert (block.ssrc, block.highest_sequence, block.packets_lost) == (one.audio_ssrc, 10, 0)


async def test_keyframe_wishes_are_paced(media: InProcessMedia, browser: BrowserFactory) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.picture(1, key=True))
    (seen,) = await two.until_in_slot("v0", 1)
    before = (await media.stats())["plis"]
    source = next(s for s in media.sfu._peers[ONE].sources.values() if s.ssrc == one.video_ssrc)
    source._asked_at_s = -math.inf
    for _ in range(20):
        two.send_rtcp(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=seen.ssrc))
    source._settings = MediaSettings(pli_interval_ms=600_000)
    await two.settle()
    assert (await media.stats())["plis"] == before + 1


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
