"""A client that speaks engine.io frame by frame, and can do everything wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgpack

from tests.realtime.served_island import AUTH, PATIENCE_S, ServedIsland

CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK = range(7)


def packet(kind: object, data: object = None, nsp: object = "/", **more: object) -> bytes:
    packed: bytes = msgpack.packb({"type": kind, "data": data, "nsp": nsp, **more})
    return packed


class RawClient:
    """One WebSocket, up to engine.io's handshake."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, data: bytes) -> None:
        await self.socket.send_bytes(data)

    async def enter(self, **auth: object) -> dict[str, Any]:
        """Connect properly; the welcome."""
        await self.send(packet(CONNECT, {**AUTH, **auth}))
        while True:
            said = await self.hear()
            if isinstance(said, dict) and said["type"] == CONNECT_ERROR:
                return dict(said)
            if isinstance(said, dict) and said["type"] == EVENT and said["data"][0] == "welcome":
                return dict(said["data"][1])

    async def hear(self) -> Any:
        """The next packet, text frame, or None at the end."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self.socket.receive()
                if message.type is aiohttp.WSMsgType.BINARY:
                    return msgpack.unpackb(message.data)
                if message.type is not aiohttp.WSMsgType.TEXT:
                    return None
                if message.data == "2":
                    await self.socket.send_str("3")
                else:
                    return message.data

    async def hear_all(self) -> list[Any]:
        """Everything until the connection ends; a close packet is obeyed."""
        heard = []
        while (said := await self.hear()) is not None:
            heard.append(said)
            if said == "1":
                await self.socket.close()
        return heard

    async def answer(self, event: str, data: object) -> dict[str, Any]:
        """Send a message; its acknowledgement."""
        await self.send(packet(EVENT, [event, data], id=1))
        while True:
            said = await self.hear()
            if isinstance(said, dict) and said["type"] == ACK:
                return dict(said["data"][0])


@asynccontextmanager
async def raw_client(island: ServedIsland) -> AsyncIterator[RawClient]:
    url = f"{island.url}/socket.io/?EIO=4&transport=websocket"
    async with island.http.ws_connect(url, max_msg_size=0) as socket:
        client = RawClient(socket)
        opened = await client.hear()
        assert opened.startswith("0{")
        yield client
