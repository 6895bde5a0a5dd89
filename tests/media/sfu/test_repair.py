"""What is lost is asked for and sent again; reports and wishes for keyframes are passed on."""

from __future__ import annotations

import math

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
from island_server.media import MediaSettings
from island_server.media.in_process import InProcessMedia
from media.conftest import BrowserFactory

ONE, TWO = AvatarId(1), AvatarId(2)


def both(avatar: AvatarId) -> SlotSource:
    return SlotSource(avatar, audio=True, video=True)


async def test_a_lost_packet_is_resent_as_it_was(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: both(ONE)})
    one.send(one.voice(1))
    (first,) = await two.until_in_slot("a0", 1)
    resent: list[bytes] = []
    two._take = resent.append
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
