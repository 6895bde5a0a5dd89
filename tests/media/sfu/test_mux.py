from __future__ import annotations

import asyncio
import random
import socket

import pytest

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaUnavailable
from island_server.media import MediaSettings
from island_server.media.in_process import InProcessMedia
from media.conftest import BrowserFactory, RecordingListener
from media.fake_browser import FakeBrowser

ONE, TWO = AvatarId(1), AvatarId(2)
SEED = 20_261_124


@pytest.fixture
def stranger(media: InProcessMedia) -> socket.socket:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", media.port))
        yield sock


def hostile(chance: random.Random, genuine: list[bytes]) -> bytes:
    """Random, oversize, truncated, replayed or damaged."""
    sample = chance.choice(genuine)
    match chance.randrange(6):
        case 0:
            return chance.randbytes(chance.randrange(1, 200))
        case 1:
            first = chance.choice([0, 1, 22, 25, 63, 64, 128, 144, 191, 200])
            return bytes([first]) + chance.randbytes(chance.choice([11, 60, 1399, 1499]))
        case 2:
            return bytes([chance.choice([0, 22, 128])]) + chance.randbytes(
                chance.choice([1500, 1600, 2047, 9000])
            )
        case 3:
            return sample[: chance.randrange(1, len(sample))]
        case 4:
            return sample
        case _:
            damaged = bytearray(sample)
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            return bytes(damaged)


async def still_meet(media: InProcessMedia, one: FakeBrowser, two: FakeBrowser, at: int) -> None:
    heard = len(two.in_slot("a0"))
    one.send(one.voice(at, b"still here"))
    packets = await two.until_in_slot("a0", heard + 1)
    assert packets[-1].payload == b"still here"
    assert (await media.stats()).get("faults", 0) == 0


async def test_hostile_datagrams_disturb_nobody(
    media: InProcessMedia,
    browser: BrowserFactory,
    listener: RecordingListener,
    stranger: socket.socket,
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=True)})
    voice = one.protect(one.voice(1))
    one.send_raw(voice)
    genuine = [voice, one.check(), two.check(), b"\x16\xfe\xfd" + bytes(60)]
    one.send_raw(genuine[1])
    two.send_raw(genuine[2])
    await one.settle()
    await two.settle()
    paths = {avatar: peer.path for avatar, peer in media.sfu._peers.items()}
    chance = random.Random(SEED)
    for turn in range(1500):
        stranger.send(hostile(chance, genuine))
        if turn % 25 == 0:
            await asyncio.sleep(0)
    await still_meet(media, one, two, 2)
    for turn in range(500):  # and from an address that is known
        one.send_raw(hostile(chance, [voice, genuine[1]]))
        if turn % 25 == 0:
            await asyncio.sleep(0)
    await still_meet(media, one, two, 3)
    assert {avatar: peer.path for avatar, peer in media.sfu._peers.items()} == paths
    assert listener.events == [("up", 1), ("up", 2)]


async def test_what_an_attendee_encrypts_may_be_hostile_too(
    media: InProcessMedia, browser: BrowserFactory, listener: RecordingListener
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=True)})
    chance = random.Random(SEED)
    ssrc = one.video_ssrc.to_bytes(4, "big")
    for turn in range(300):
        first = chance.choice([0x80, 0x90, 0x90, 0xB0])
        head = bytes([first, 96]) + turn.to_bytes(2, "big") + bytes(4) + ssrc
        extension = b"\xbe\xde" + chance.choice([0, 1, 1, 2]).to_bytes(2, "big")
        one.send(head + extension + chance.randbytes(chance.randrange(8, 60)))
        body = chance.randbytes(4 * chance.randrange(0, 9))
        kind = chance.randrange(200, 207)
        words = (1 + len(body) // 4).to_bytes(2, "big")
        one.send_rtcp(bytes([0x80 | chance.randrange(32), kind]) + words + ssrc + body)
        if turn % 10 == 0:
            await one.settle()
    await still_meet(media, one, two, 1)
    assert listener.events == [("up", 1), ("up", 2)]


async def test_ssrcs_are_bounded(media: InProcessMedia, browser: BrowserFactory) -> None:
    one = await browser(1)
    for ssrc in range(1, 60):
        one.audio_ssrc = ssrc
        one.send(one.voice(ssrc))
    await one.settle()
    statistics = await media.stats()
    assert statistics["drop_ssrcs"] == 59 - MediaSettings().ssrcs_per_peer_max


async def test_a_new_ssrc_splices(media: InProcessMedia, browser: BrowserFactory) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=False)})
    one.send(one.voice(7, b"first"))
    one.audio_ssrc += 1
    one.send(one.voice(7, b"second"))
    heard = await two.until_in_slot("a0", 2)
    assert (heard[1].sequence - heard[0].sequence) & 0xFFFF == 1
    assert (await media.stats()).get("drop_protect", 0) == 0


async def test_strangers_are_counted_and_dropped_unread(
    media: InProcessMedia, browser: BrowserFactory, stranger: socket.socket
) -> None:
    one = await browser(1)
    stranger.send(b"\x80" + bytes(100))
    stranger.send(b"\x16" + bytes(100))
    stranger.send(b"\x80" + bytes(1600))
    stranger.send(b"\x00" + bytes(30))
    await one.settle()
    statistics = await media.stats()
    assert statistics["drop_unknown_address"] == 2
    assert statistics["drop_size"] == 1
    assert statistics["drop_stun"] == 1


async def test_stun_is_rated_by_source(listener: RecordingListener) -> None:
    settings = MediaSettings(hosts=("127.0.0.1",), port=0, stun_per_second=1, stun_burst=5)
    media = InProcessMedia(settings)
    await media.start(listener)
    one = FakeBrowser(media, 1)
    await one.open()
    for _ in range(20):
        one.send_raw(one.check())
    await one.until(lambda: one.responses >= 5)
    assert one.responses < 10
    assert (await media.stats())["drop_stun_rate"] >= 10
    await one.close()
    await media.stop()


async def test_the_address_of_a_living_peer_cannot_be_taken(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one, two = await browser(1), await browser(2)
    one.send_raw(two.check())  # as if two forged the source address of one
    await one.settle()
    assert (await media.stats())["drop_address_taken"] == 1
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=False)})
    await still_meet(media, one, two, 1)


async def test_addresses_of_a_peer_are_bounded(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    for _ in range(30):
        one.rebind()
        await one.bind_ice()
    assert (await media.stats())["addresses"] == MediaSettings().addresses_per_peer_max
    media.close(ONE)
    await asyncio.wait(media.sfu._tasks)
    assert (await media.stats())["addresses"] == 0


async def test_a_check_without_nomination_does_not_move_the_path(
    media: InProcessMedia, browser: BrowserFactory
) -> None:
    one = await browser(1)
    path = media.sfu._peers[ONE].path
    one.rebind()
    one.send_raw(one.check(nominate=False))
    await one.until(lambda: one.responses >= 1)
    assert media.sfu._peers[ONE].path == path


async def test_a_fault_of_our_own_is_counted_and_disturbs_nobody(
    media: InProcessMedia, browser: BrowserFactory, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = await browser(1), await browser(2)
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=False)})
    media.sfu._peers[ONE].sources.clear()
    media.sfu._peers[ONE]._by_payload_type[96] = "a bug"
    for sequence in range(20):
        one.send(one.picture(sequence))
    one.send(one.voice(1))
    await two.until_in_slot("a0", 1)
    assert (await media.stats())["faults"] == 20
    assert len(caplog.records) == 10
    media.close(ONE)


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_STREAM])
async def test_a_port_in_use_names_the_setting(
    listener: RecordingListener, kind: socket.SocketKind
) -> None:
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            taken.listen()
        port = taken.getsockname()[1]
        media = InProcessMedia(MediaSettings(hosts=("127.0.0.1",), port=port))
        with pytest.raises(MediaUnavailable, match=f"port {port} is in use; set ISLAND_MEDIA_PORT"):
            await media.start(listener)
        await media.stop()


async def test_an_address_that_is_not_here_is_named(listener: RecordingListener) -> None:
    media = InProcessMedia(MediaSettings(hosts=("198.51.100.1",), port=0))
    with pytest.raises(MediaUnavailable, match=r"cannot listen on 198\.51\.100\.1"):
        await media.start(listener)
    await media.stop()


async def test_ipv6_has_its_own_socket(listener: RecordingListener) -> None:
    media = InProcessMedia(MediaSettings(hosts=("127.0.0.1", "::1"), port=0))
    await media.start(listener)
    offer = await media.open(ONE)
    assert f"::1 {media.port} typ host" in offer.sdp
    assert f"127.0.0.1 {media.port} typ host" in offer.sdp
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.connect(("::1", media.port))
        sock.setblocking(False)
        fake = FakeBrowser(media, 1)
        fake.offer = offer.sdp
        sock.send(fake.check())
        response = await asyncio.wait_for(
            asyncio.get_running_loop().sock_recv(sock, 2048), timeout=10
        )
        assert response[:2] == b"\x01\x01"
        await fake.close()
    await media.stop()
