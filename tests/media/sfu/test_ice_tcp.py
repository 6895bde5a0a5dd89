from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from island_server.core.ids import AvatarId
from island_server.media import MediaSettings
from island_server.media.in_process import InProcessMedia
from island_server.media.sfu.tcp_framing import Deframer, frame
from media.conftest import RecordingListener
from media.fake_browser import PATIENCE_S, FakeBrowser

ONE = AvatarId(1)


async def connected_tcp(
    media: InProcessMedia,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", media.port)


async def read_frame(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(PATIENCE_S):
        return await reader.readexactly(int.from_bytes(await reader.readexactly(2), "big"))


async def until_closed(reader: asyncio.StreamReader) -> None:
    async with asyncio.timeout(PATIENCE_S):
        with suppress(ConnectionResetError):
            while await reader.read(4096):
                pass


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionResetError):
        await writer.wait_closed()


async def test_a_check_over_tcp_makes_the_connection_the_path(media: InProcessMedia) -> None:
    fake = FakeBrowser(media, 1)
    await fake.open()
    reader, writer = await connected_tcp(media)
    request = frame(fake.check())
    writer.write(request[:7])
    await writer.drain()
    writer.write(request[7:])
    assert (await read_frame(reader))[:2] == b"\x01\x01"
    peer = media.sfu._peers[ONE]
    assert peer.path is not None
    peer.path.send(b"\x16hello")
    assert await read_frame(reader) == b"\x16hello"
    await hang_up(writer)
    async with asyncio.timeout(PATIENCE_S):
        while peer.path is not None:
            await asyncio.sleep(0.01)
    await fake.close()


async def test_hostile_streams_are_closed_or_ignored(media: InProcessMedia) -> None:
    reader, writer = await connected_tcp(media)
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    await until_closed(reader)
    await hang_up(writer)
    reader, writer = await connected_tcp(media)
    writer.write(frame(b"\x80" + bytes(100)) + frame(b"\x16" + bytes(100)) + frame(b"\0\1"))
    await writer.drain()
    fake = FakeBrowser(media, 1)
    await fake.open()
    writer.write(frame(fake.check()))
    assert (await read_frame(reader))[:2] == b"\x01\x01"
    statistics = await media.stats()
    assert statistics["drop_unknown_address"] == 2
    assert statistics["drop_size"] == statistics["drop_stun"] == 1
    await hang_up(writer)
    await fake.close()


async def test_a_connection_belongs_to_its_first_peer(media: InProcessMedia) -> None:
    one, two = FakeBrowser(media, 1), FakeBrowser(media, 2)
    await one.open()
    await two.open()
    reader, writer = await connected_tcp(media)
    writer.write(frame(one.check()) + frame(two.check()) + frame(one.check()))
    await read_frame(reader)
    await read_frame(reader)
    assert media.sfu._peers[AvatarId(2)].path is None
    await hang_up(writer)
    await one.close()
    await two.close()


async def test_idle_connections_are_closed(media: InProcessMedia) -> None:
    reader, writer = await connected_tcp(media)
    async with asyncio.timeout(PATIENCE_S):
        while not media.sfu.mux.connections:
            await asyncio.sleep(0.01)
    media.sfu._tick(time.monotonic() + MediaSettings().tcp_idle_s + 1)
    await until_closed(reader)
    await hang_up(writer)


async def test_connections_are_bounded(listener: RecordingListener) -> None:
    settings = MediaSettings(hosts=("127.0.0.1",), port=0, tcp_connections_max=1)
    media = InProcessMedia(settings)
    await media.start(listener)
    fake = FakeBrowser(media, 1)
    await fake.open()
    reader, writer = await connected_tcp(media)
    writer.write(frame(fake.check()))
    await read_frame(reader)
    refused_reader, refused_writer = await connected_tcp(media)
    await until_closed(refused_reader)
    assert (await media.stats())["tcp_connections"] == 1
    await hang_up(refused_writer)
    await hang_up(writer)
    await fake.close()
    await media.stop()


async def test_connections_of_one_source_that_prove_nothing_are_bounded(
    listener: RecordingListener,
) -> None:
    settings = MediaSettings(hosts=("127.0.0.1",), port=0, tcp_pending_per_source_max=2)
    media = InProcessMedia(settings)
    await media.start(listener)
    opened = [await connected_tcp(media) for _ in range(3)]
    await until_closed(opened[2][0])
    assert (await media.stats())["tcp_connections"] == 2
    for _, writer in opened:
        await hang_up(writer)
    await media.stop()


async def test_closing_a_peer_closes_its_connection(media: InProcessMedia) -> None:
    fake = FakeBrowser(media, 1)
    await fake.open()
    reader, writer = await connected_tcp(media)
    writer.write(frame(fake.check()))
    await read_frame(reader)
    media.close(ONE)
    await until_closed(reader)
    await hang_up(writer)
    await fake.close()


async def test_a_reader_that_does_not_read_loses_packets_not_memory(media: InProcessMedia) -> None:
    fake = FakeBrowser(media, 1)
    await fake.open()
    reader, writer = await connected_tcp(media)
    writer.write(frame(fake.check()))
    await read_frame(reader)
    path = media.sfu._peers[ONE].path
    assert path is not None
    limit = MediaSettings().tcp_write_buffer_bytes
    while not (await media.stats()).get("drop_tcp_full"):
        path.send(bytes(1400))
    assert path._transport.get_write_buffer_size() < limit + 2000
    writer.transport.abort()
    await fake.close()


def test_our_frames_are_those_we_read() -> None:
    assert Deframer(1500).feed(frame(b"x")) == [b"x"]
