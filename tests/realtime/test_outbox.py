"""Browsers that stop reading: motion is left out, one view makes it good, and some are let go."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from island_server.core.deltas import Delta, unpack
from island_server.core.ids import AvatarId
from island_server.realtime import socket_io
from island_server.realtime.loop_settings import LoopSettings
from island_server.realtime.sessions import Session
from tests.realtime.conftest import Serve
from tests.realtime.raw_client import EVENT, RawClient
from tests.realtime.served_island import Browser, ServedIsland, Setup

LIMITS = LoopSettings(outbox_bytes=20_000, outbox_messages=400, slow_ms=3000)


class SlowReader:
    """A client in whose kernel little fits, and who reads when the test says so."""

    def __init__(self, island: ServedIsland, client: RawClient, you: int) -> None:
        self.island = island
        self.client = client
        self.me = AvatarId(you)

    @property
    def session(self) -> Session:
        session = self.island.loop.sessions.of(self.me)
        assert session is not None
        return session

    def stop_reading(self) -> None:
        self._transport().pause_reading()

    def read_on(self) -> None:
        self._transport().resume_reading()

    def vanish(self) -> None:
        """End the connection without a word."""
        self._transport().abort()

    async def fill(self) -> None:
        """Say so much that the kernel takes no more of it and bytes pile up here."""
        wire = self.session.wire
        assert wire is not None
        async with asyncio.timeout(10):
            while wire.unsent_bytes <= LIMITS.outbox_bytes:
                wire.send("chat", {"text": "x" * 2000})
                await asyncio.sleep(0)

    async def next_delta(self, after_ms: int) -> Delta:
        """The first that the server made after a moment."""
        while True:
            said = await self.client.hear()
            if isinstance(said, dict) and said["type"] == EVENT and said["data"][0] == "delta":
                delta = unpack(said["data"][1])
                if delta.now_ms > after_ms:
                    return delta

    async def block(self) -> None:
        """Say so much that messages wait in the queue."""
        wire = self.session.wire
        assert wire is not None
        async with asyncio.timeout(10):
            while wire.waiting < 10:
                wire.send("chat", {"text": "x" * 2000})
                await asyncio.sleep(0)

    def _transport(self) -> Any:
        connection = self.client.socket._conn
        assert connection is not None
        return connection.transport


@asynccontextmanager
async def slow_reader(island: ServedIsland) -> AsyncIterator[SlowReader]:
    def narrow(address: Any) -> socket.socket:
        made = socket.socket(address[0], address[1], address[2])
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        return made

    url = f"{island.url}/socket.io/?EIO=4&transport=websocket"
    connector = aiohttp.TCPConnector(socket_factory=narrow)
    async with (
        aiohttp.ClientSession(connector=connector) as http,
        http.ws_connect(url, max_msg_size=0) as ws,
    ):
        client = RawClient(ws)
        await client.hear()
        welcome = await client.enter(name="Slow")
        reader = SlowReader(island, client, welcome["you"])
        yield reader
        reader.vanish()


async def wander(island: ServedIsland, browser: Browser, turns: int) -> None:
    """Turn again and again, a flush apart."""
    for i in range(turns):
        await browser.call("go", {"seq": i, "x": 5 + i % 7, "y": 9 - i % 4})
        await island.pass_ms(100)


async def test_motion_is_left_out_and_made_good_by_one_view(serve: Serve) -> None:
    island = await serve(Setup(loop=LIMITS))
    anna = await island.enter("Anna")
    async with slow_reader(island) as slow:
        await island.pass_ms(200)
        stopped_ms = island.clock.now_ms()
        slow.stop_reading()
        await slow.fill()
        wire = slow.session.wire
        assert wire is not None
        before = wire.waiting
        await wander(island, anna, 20)
        assert wire.waiting <= before + 3, "only the roster of that second came on top"
        assert island.metrics.motion_dropped._value.get() >= 19
        slow.read_on()
        await island.until(lambda: wire.waiting == 0 and wire.unsent_bytes == 0)
        await island.pass_ms(100)
        view = await slow.next_delta(after_ms=stopped_ms)
        assert view.cells, "the first motion that it hears is a whole view"
        seen = {record.avatar: record for record in view.records}
        assert seen[anna.me].runs == island.loop.world.state.avatars[anna.me].runs
        assert not slow.session.is_behind


async def test_who_does_not_read_for_long_is_let_go_and_nothing_is_kept(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_io, "FAREWELL_S", 0.05)
    island = await serve(Setup(loop=LIMITS))
    anna = await island.enter("Anna")
    async with slow_reader(island) as slow:
        session, wire = slow.session, slow.session.wire
        assert wire is not None
        slow.stop_reading()
        await slow.fill()
        await wander(island, anna, 33)
        assert session.wire is None
        assert island.metrics.disconnected.labels("slow")._value.get() == 1
        await island.until(lambda: len(island.gateway._callers) == 1)
        await island.until(wire._transport.is_closing)
        await island.until(lambda: len(island.gateway._server.eio.sockets) == 1)
    assert anna.heard("bye") == []


async def test_who_lets_too_many_messages_wait_is_let_go(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_io, "FAREWELL_S", 0.05)
    island = await serve(Setup(loop=LIMITS))
    async with slow_reader(island) as slow:
        session, wire = slow.session, slow.session.wire
        assert wire is not None
        slow.stop_reading()
        await slow.block()
        for _ in range(LIMITS.outbox_messages):
            wire.send("chat", {"text": "one more"})
        await island.pass_ms(120)
        assert session.wire is None
        await island.until(lambda: not island.gateway._callers)
        await island.until(wire._transport.is_closing)
        await island.until(lambda: not island.gateway._server.eio.sockets)


async def test_others_do_not_wait_for_one_who_does_not_read(serve: Serve) -> None:
    island = await serve(Setup(loop=LIMITS))
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    async with slow_reader(island) as slow:
        slow.stop_reading()
        await slow.fill()
        await wander(island, anna, 3)
        await bo.get("delta", lambda delta: anna.me in {r.avatar for r in unpack(delta).records})
        assert await bo.reason("clock") is None
