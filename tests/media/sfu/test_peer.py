from __future__ import annotations

import time
from dataclasses import replace

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    pack_remb_fci,
)

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.media.in_process import InProcessMedia
from island_server.media.sfu.rate_limit import TokenBucket
from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.video_budget import VideoBudget
from media.conftest import BrowserFactory

ONE, TWO, THREE = AvatarId(1), AvatarId(2), AvatarId(3)


def remb(bits_per_second: int) -> RtcpPsfbPacket:
    return RtcpPsfbPacket(RTCP_PSFB_APP, 1, 0, pack_remb_fci(bits_per_second, [1]))


async def test_a_line_too_thin_for_two_pictures_carries_one_and_both_later(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two, viewer = await browser(1), await browser(2), await browser(3)
    media.set_slots(THREE, {0: SlotSource(ONE, True, True), 4: SlotSource(TWO, True, True)})
    for source, mid in ((one, "v0"), (two, "v4")):
        source.send(source.picture(1, key=True))
        await viewer.until_in_slot(mid, 1)
    peer = media.sfu._peers[THREE]
    peer._video_bps = 300_000
    viewer.send_rtcp(remb(150_000))
    await viewer.settle()
    assert peer._budget.short_since_s is not None
    peer._budget = replace(peer._budget, short_since_s=peer._budget.short_since_s - 3)
    viewer.send_rtcp(remb(150_000))
    await viewer.settle()
    assert (await media.stats())["video_suspensions"] == 1
    one.send(one.picture(2))
    two.send(two.picture(2, key=True))
    two.send(two.voice(1))
    await viewer.until_in_slot("v0", 2)
    await viewer.until_in_slot("a4", 1)
    assert len(viewer.in_slot("v4")) == 1
    peer.tick(time.monotonic() + 60)
    two.send(two.picture(3, b"interframe"))
    two.send(two.picture(4, b"keyframe", key=True))
    seen = await viewer.until_in_slot("v4", 2)
    assert seen[1].payload[2:] == b"keyframe"
    assert (seen[1].sequence - seen[0].sequence) & 0xFFFF == 1


async def test_an_emptied_slot_gives_its_share_to_the_others(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    await browser(3)
    media.set_slots(THREE, {0: SlotSource(ONE, True, True), 4: SlotSource(TWO, True, True)})
    peer = media.sfu._peers[THREE]
    peer._keep_budget(VideoBudget(suspended=1))
    slots = [downlink.slot for downlink in peer.downlinks[MediaKind.VIDEO]]
    assert [slots[0].is_suspended, slots[4].is_suspended] == [False, True]
    media.set_slots(THREE, {0: None, 1: SlotSource(ONE, True, True)})
    assert [slots[1].is_suspended, slots[4].is_suspended] == [False, True]


async def test_resends_are_rated(media: InProcessMedia, browser: BrowserFactory) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: SlotSource(ONE, True, False)})
    one.send(one.voice(1))
    (heard,) = await two.until_in_slot("a0", 1)
    two._take = lambda data: setattr(two, "responses", two.responses + (data[0] < 4))
    wish = RtcpRtpfbPacket(
        fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=heard.ssrc, lost=[heard.sequence]
    )
    media.sfu._peers[TWO]._resends = TokenBucket(10, 50, time.monotonic())
    for _ in range(10):
        two.send_rtcp(bytes(wish) * 50)
    await two.settle()
    assert 50 <= (await media.stats())["packets_resent"] < 100


async def test_packets_before_the_handshake_are_dropped(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    peer = media.sfu._peers[ONE]
    peer.link.is_ready = False
    one.send(one.voice(1))
    await one.settle()
    assert (await media.stats())["drop_not_ready"] == 1


async def test_unknown_payload_types_are_dropped(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    voice = bytearray(one.voice(1))
    voice[1] = 100
    one.send(bytes(voice))
    await one.settle()
    assert (await media.stats())["drop_rtp_header"] == 1
