"""The media process as the island server sees it, without a browser."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator

import pytest

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaRefused, MediaUnavailable
from island_server.media import BuiltinMedia, MediaSettings
from island_server.media.worker_link import WorkerLink
from media.conftest import RecordingListener
from media.fake_browser import PATIENCE_S, FakeBrowser

ONE, TWO = AvatarId(1), AvatarId(2)
SETTINGS = MediaSettings(hosts=("127.0.0.1",), port=0)


@pytest.fixture
async def media(listener: RecordingListener) -> AsyncIterator[BuiltinMedia]:
    service = BuiltinMedia(SETTINGS)
    await service.start(listener)
    yield service
    await service.stop()


async def test_it_carries_a_voice_through_its_process(
    media: BuiltinMedia, listener: RecordingListener
) -> None:
    one, two = FakeBrowser(media, 1), FakeBrowser(media, 2)
    await one.connect()
    await two.connect()
    await listener.until("up", 1)
    await listener.until("up", 2)
    media.set_slots(TWO, {0: SlotSource(ONE, audio=True, video=False)})
    await media.stats()  # answered in order, so the slots are set
    one.send(one.voice(1, level=10))
    await two.until_in_slot("a0", 1)
    statistics = await media.stats()
    assert statistics["peers"] == 2
    assert statistics["starts_audio"] == 1
    assert statistics["cpu_seconds"] > 0
    async with asyncio.timeout(PATIENCE_S):
        while {ONE: 10} not in listener.levels:
            await asyncio.sleep(0.01)
    await one.close()
    await listener.until("down", 1, "closed")
    await two.close()


async def test_refusals_come_through_with_their_reason(media: BuiltinMedia) -> None:
    offer = await media.open(ONE)
    assert offer.generation == 1
    assert (await media.restart(ONE)).generation == 2
    with pytest.raises(MediaRefused) as refused:
        await media.answer(ONE, 2, "nonsense")
    assert refused.value.reason == "bad_answer"
    media.close(ONE)
    with pytest.raises(MediaRefused, match="media_unknown"):
        await media.restart(ONE)


async def test_events_of_a_former_life_are_not_told(
    media: BuiltinMedia, listener: RecordingListener
) -> None:
    one = FakeBrowser(media, 1)
    await one.connect()
    await listener.until("up", 1)
    await media.open(ONE)
    await one.close()
    await media.stats()
    assert listener.events == [("up", 1)]


async def test_a_killed_process_is_replaced_and_calls_wait_for_it(
    media: BuiltinMedia, listener: RecordingListener
) -> None:
    former = media.worker_pid
    assert former is not None
    os.kill(former, signal.SIGKILL)
    await listener.until("lost")
    assert (await media.open(ONE)).generation == 1
    assert media.worker_pid != former
    assert (await media.stats())["worker_restarts"] == 1


async def test_a_call_in_flight_fails_when_the_process_dies(media: BuiltinMedia) -> None:
    assert media.worker_pid is not None
    os.kill(media.worker_pid, signal.SIGSTOP)
    call = asyncio.create_task(media.open(ONE))
    await asyncio.sleep(0)
    os.kill(media.worker_pid, signal.SIGKILL)
    with pytest.raises(MediaUnavailable, match="died"):
        await call


async def test_a_process_that_stops_reading_is_replaced(listener: RecordingListener) -> None:
    media = BuiltinMedia(MediaSettings(hosts=("127.0.0.1",), port=0, control_buffer_bytes=10_000))
    await media.start(listener)
    former = media.worker_pid
    assert former is not None
    os.kill(former, signal.SIGSTOP)
    while not listener.events:
        for _ in range(1000):
            media.set_slots(ONE, {0: SlotSource(TWO, audio=True, video=True)})
        await asyncio.sleep(0)
    await media.open(ONE)
    assert media.worker_pid != former
    await media.stop()


async def test_a_port_in_use_is_one_clear_line(listener: RecordingListener) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        media = BuiltinMedia(MediaSettings(hosts=("127.0.0.1",), port=port))
        with pytest.raises(MediaUnavailable) as unavailable:
            await media.start(listener)
    assert str(unavailable.value) == (
        f"media: port {port} is in use; set ISLAND_MEDIA_PORT to a free one"
    )
    await media.stop()


async def test_the_process_ends_when_the_island_server_is_gone() -> None:
    link = await WorkerLink.start(SETTINGS)
    link._writer.transport.abort()  # what the kernel does when the server dies
    async with asyncio.timeout(PATIENCE_S):
        assert await link._process.wait() == 0
    await link.end()


async def test_the_process_says_nothing_secret_on_its_command_line(media: BuiltinMedia) -> None:
    with open(f"/proc/{media.worker_pid}/cmdline", encoding="ascii") as file:  # noqa: PTH123
        arguments = file.read().split("\0")
    assert arguments[1:3] == ["-m", "island_server.media.worker"]
    assert arguments[3].isdigit()
    assert arguments[4:] == [""]


async def test_signals_to_the_whole_group_are_left_to_the_island_server(
    media: BuiltinMedia, listener: RecordingListener
) -> None:
    pid = media.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGINT)
    os.kill(pid, signal.SIGTERM)
    await media.stats()
    await media.stats()
    assert media.worker_pid == pid
    assert not listener.events


async def test_stopping_ends_the_process_and_says_goodbye(listener: RecordingListener) -> None:
    media = BuiltinMedia(SETTINGS)
    await media.start(listener)
    one = FakeBrowser(media, 1)
    await one.connect()
    gone = asyncio.Event()
    one.dtls.add_listener("statechange", gone.set)
    await media.stop()
    async with asyncio.timeout(PATIENCE_S):
        await gone.wait()
    assert one.dtls.state == "closed"
    assert media.worker_pid is None
    media.set_slots(ONE, {0: None})
    media.close(ONE)
    await one.close()
