"""The private parts of Socket.IO that `realtime/socket_io.py` leans on, and what odd bytes do."""

from __future__ import annotations

import asyncio
import json
import random

import engineio
import msgpack
import pytest
import socketio
from engineio.async_drivers.aiohttp import WebSocket
from socketio.msgpack_packet import MsgPackPacket

from island_server.realtime import socket_io
from island_server.realtime.event_door import GatewaySettings
from island_server.realtime.socket_io import make_server, pack
from tests.realtime.conftest import Serve
from tests.realtime.raw_client import (
    ACK,
    BINARY_ACK,
    BINARY_EVENT,
    CONNECT,
    CONNECT_ERROR,
    DISCONNECT,
    EVENT,
    packet,
    raw_client,
)
from tests.realtime.served_island import AUTH, ServedIsland, Setup

WALK = {"seq": 1, "x": 5, "y": 5, "runs": []}

# --- contracts: each private part does what we lean on


def test_the_servers_hooks_are_where_we_replace_them() -> None:
    plain = socketio.AsyncServer(async_mode="aiohttp", serializer="msgpack")
    assert plain.eio.handlers["connect"] == plain._handle_eio_connect
    assert plain.eio.handlers["message"] == plain._handle_eio_message
    assert plain.eio._async["websocket"] is WebSocket
    assert plain.packet_class is MsgPackPacket
    assert plain.reserved_events == ["connect", "disconnect"]


def test_our_websocket_is_used_by_our_server_only() -> None:
    server = make_server(
        message_bytes=10, is_allowed_origin=lambda *_: True, on_garbage=lambda: None
    )
    assert server.eio._async["websocket"] is socket_io._PlainWebSocket
    other = socketio.AsyncServer(async_mode="aiohttp")
    assert other.eio._async["websocket"] is WebSocket
    assert not server.async_handlers
    assert server.eio.transports == ["websocket"]


def test_a_packed_event_is_what_the_library_itself_would_send() -> None:
    packed = pack("delta", b"\1\2")
    theirs = MsgPackPacket(socketio.packet.EVENT, data=["delta", b"\1\2"], namespace="/").encode()
    assert packed == theirs
    assert msgpack.unpackb(packed)["data"] == ["delta", b"\1\2"]
    assert engineio.packet.Packet(engineio.packet.MESSAGE, data=packed).encode() == packed


async def test_the_wire_knows_its_queue_and_its_transport(island: ServedIsland) -> None:
    anna = await island.enter()
    session = island.loop.sessions.of(anna.me)
    assert session is not None
    wire = session.wire
    assert wire is not None
    assert isinstance(wire._socket, engineio.async_socket.AsyncSocket)
    assert wire._socket.queue.maxsize == 0
    assert wire.waiting == 0
    assert wire.unsent_bytes == 0
    wire.send("chat", {"text": "one"})
    wire.send_packed(pack("chat", {"text": "two"}))
    assert wire.waiting == 2
    await anna.get("chat", lambda chat: chat["text"] == "two")
    assert wire.waiting == 0
    await wire.close()
    wire.send("chat", {"text": "lost"})
    await anna.get("disconnect")


async def test_compression_is_not_agreed_to(island: ServedIsland) -> None:
    url = f"{island.url}/socket.io/?EIO=4&transport=websocket"
    async with island.http.ws_connect(url, compress=15) as socket:
        assert socket.compress == 0


# --- clients that are not ours


async def test_a_client_without_msgpack_is_told_so(island: ServedIsland) -> None:
    async with raw_client(island) as client:
        await client.socket.send_str("40" + json.dumps(AUTH))
        error, close = await client.hear_all()
        assert error.startswith("44")
        assert json.loads(error[2:])["data"] == {"reason": "bad_message"}
        assert close == "1"
    assert island.refused("bad_message") == 1


async def test_a_real_client_without_msgpack_hears_why(island: ServedIsland) -> None:
    heard: list[object] = []
    client = socketio.AsyncClient(reconnection=False, http_session=island.http)
    client.on("connect_error", heard.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(island.url, auth=AUTH, transports=["websocket"])
    assert heard[0]["data"] == {"reason": "bad_message"}  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "x", "b!!!", "7", "4" + "[" * 9000, "9" * 9000, "\x00"])
async def test_text_that_is_none_of_engine_io_ends_the_connection(
    island: ServedIsland, text: str
) -> None:
    anna = await island.enter("Anna")
    async with raw_client(island) as client:
        await client.enter(name="Bo")
        await client.socket.send_str(text)
        await client.hear_all()
    await island.until(lambda: len(island.gateway._callers) == 1)
    assert await anna.reason("clock") is None


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\xc1",
        b"\x80",
        msgpack.packb(5),
        msgpack.packb([1, 2]),
        msgpack.packb("text"),
        msgpack.packb(msgpack.Timestamp(5)),
        b"\x91" * 5000,
        msgpack.packb({"type": EVENT}),
        packet(99),
        packet("2"),
        packet(None),
        packet([2]),
        packet(EVENT),
        packet(EVENT, []),
        packet(EVENT, {}),
        packet(EVENT, "walk"),
        packet(EVENT, [5]),
        packet(EVENT, [["walk"]]),
        packet(EVENT, [None]),
        packet(EVENT, ["walk", WALK], nsp="/admin"),
        packet(EVENT, ["walk", WALK], nsp=5),
        packet(EVENT, ["walk", WALK], nsp=["/"]),
        packet(EVENT, ["walk", WALK], id="one"),
        packet(EVENT, ["walk", WALK], id={"a": 1}),
        packet(EVENT, ["connect", {}, AUTH]),
        packet(EVENT, ["disconnect"]),
        packet(CONNECT, AUTH, nsp="/admin"),
        packet(ACK, [1], id=1),
        packet(ACK, [1]),
        packet(CONNECT_ERROR, "x"),
        packet(BINARY_EVENT, ["walk", {"_placeholder": True, "num": 0}]),
        packet(BINARY_ACK, [], id=1),
    ],
)
async def test_garbage_ends_the_connection_and_nothing_else(
    island: ServedIsland, garbage: bytes
) -> None:
    anna = await island.enter("Anna")
    async with raw_client(island) as client:
        await client.enter(name="Bo")
        await client.send(garbage)
        await client.hear_all()
    await island.until(lambda: len(island.gateway._callers) == 1)
    assert await anna.reason("clock") is None
    assert len(island.loop.world.state.avatars) == 2
    assert island.refused("bad_message") == 1


async def test_an_event_named_connect_brings_no_second_avatar(island: ServedIsland) -> None:
    """Regression: one connection could fill the island with avatars that never left."""
    async with raw_client(island) as client:
        await client.enter()
        await client.send(packet(EVENT, ["connect", {}, AUTH]))
        await client.hear_all()
    assert len(island.loop.sessions) == 1
    await island.pass_ms(5200)
    assert len(island.loop.sessions) == 0


async def test_connecting_twice_over_one_connection_brings_no_second_avatar(
    island: ServedIsland,
) -> None:
    async with raw_client(island) as client:
        await client.enter()
        assert (await client.enter())["type"] == CONNECT_ERROR
        assert (await client.answer("clock", {}))["ok"]
    assert len(island.loop.sessions) == 1


async def test_junk_in_the_place_of_messages_is_answered(island: ServedIsland) -> None:
    async with raw_client(island) as client:
        await client.enter()
        for data in (None, 5, [], [[]], b"x", "text", {"a": {"b": [{}]}}, {b"seq": 1}, 2.5):
            answer = await client.answer("walk", data)
            assert answer == {"ok": False, "reason": "bad_message"}
        assert (await client.answer("walk", WALK))["ok"]


async def test_random_bytes_disturb_nobody(island: ServedIsland) -> None:
    seed = 20_240_501
    chance = random.Random(seed)
    anna = await island.enter("Anna")
    for _ in range(40):
        whole = packet(EVENT, ["walk", WALK], id=chance.randrange(9))
        mangled = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            mangled[chance.randrange(len(mangled))] = chance.randrange(256)
        junk = chance.choice([bytes(mangled), chance.randbytes(30), whole[: chance.randrange(40)]])
        async with raw_client(island) as client:
            await client.enter(name="Bo", person="token of bo")
            await client.send(junk)
    assert await anna.reason("clock") is None, f"seed {seed}"
    await island.until(lambda: len(island.gateway._callers) == 1)


async def test_a_message_too_large_ends_the_connection(serve: Serve) -> None:
    island = await serve(Setup(limits=GatewaySettings(message_bytes=1000)))
    anna = await island.enter("Anna")
    async with raw_client(island) as client:
        await client.enter(name="Bo")
        await client.send(packet(EVENT, ["chat", {"scope": "near", "text": "x" * 2000}]))
        assert await client.hear_all() == []
    await island.until(lambda: len(island.gateway._callers) == 1)
    assert await anna.reason("clock") is None


# --- clients that will not go


async def test_who_connects_and_never_comes_in_is_cut_off(
    island: ServedIsland, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_io, "CONNECT_S", 0.05)
    async with raw_client(island) as client:
        assert await client.hear() is None


async def test_who_came_in_in_time_is_not_cut_off(
    island: ServedIsland, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_io, "CONNECT_S", 0.05)
    async with raw_client(island) as client:
        await client.enter()
        await asyncio.sleep(0.1)
        assert (await client.answer("clock", {}))["ok"]


@pytest.mark.parametrize(
    "farewell", [packet(DISCONNECT), packet(EVENT, ["leave", {}]), b"garbage", packet(CONNECT, {})]
)
async def test_who_is_disconnected_and_stays_is_cut_off(
    island: ServedIsland, monkeypatch: pytest.MonkeyPatch, farewell: bytes
) -> None:
    monkeypatch.setattr(socket_io, "FAREWELL_S", 0.05)
    async with raw_client(island) as client:
        if farewell != packet(CONNECT, {}):
            await client.enter()
        await client.send(farewell)
        await island.pass_ms(0)
        heard = []
        async with asyncio.timeout(10):
            while (said := await client.hear()) is not None:
                heard.append(said)
                await island.pass_ms(20)
                await client.socket.send_str("3")
    await island.until(lambda: not island.gateway._callers)
