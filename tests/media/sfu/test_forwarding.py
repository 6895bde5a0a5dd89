"""Who hears and sees whom: slots, and what goes through them."""

from __future__ import annotations

from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RtcpPsfbPacket,
)

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.media.in_process import InProcessMedia
from media.conftest import BrowserFactory
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
