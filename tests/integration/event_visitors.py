"""Visitors of a server with several events, for tests: what each of them hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import socketio

from island_server.access.api_tokens import digest_of, new_secret
from island_server.app import RunningIsland, running_island
from island_server.event_ports import ApiToken
from island_server.settings import Settings
from island_server.store.sql_api_tokens import SqlApiTokens

PATIENCE_S = 40
TEXT_ONLY = {"v": 1, "look": [0] * 7, "media": "text"}


def settings_for(data_dir: Path, **more: Any) -> Settings:
    given = {"port": 0, "media_port": 0, "data_dir": data_dir, "map": "nes", **more}
    return Settings(**given)


class Visitor:
    """A real Socket.IO client that keeps all it hears."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: list[tuple[str, Any]] = []
        self._news = asyncio.Event()
        self.client = socketio.AsyncClient(serializer="msgpack", reconnection=False)
        self.client.on("*", self._hear)

    def _hear(self, event: str, *data: Any) -> None:
        self.heard.append((event, data[0] if data else None))
        self._news.set()

    async def enter(self, link: str, **auth: Any) -> Any:
        """Come in by a link; the `welcome` that is said."""
        url, _, token = link.partition("/join/")
        given = {**TEXT_ONLY, "token": token, "name": self.name, **auth}
        await self.client.connect(url, auth=given, transports=["websocket"])
        return await self.wait_for("welcome")

    async def wait_for(self, event: str) -> Any:
        """The first message of a kind, now or later."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for kind, data in self.heard:
                    if kind == event:
                        return data
                self._news.clear()
                await self._news.wait()

    def first(self, event: str) -> Any:
        """The first message of a kind so far."""
        return next(data for kind, data in self.heard if kind == event)

    async def ask(self, event: str, **message: Any) -> Any:
        """Send a message; the answer."""
        return await self.client.call(event, message, timeout=PATIENCE_S)


async def refusal(link: str) -> str:
    """The reason for which a link does not let somebody in."""
    visitor, said = Visitor("Nobody"), list[Any]()
    visitor.client.on("connect_error", said.append)
    try:
        await visitor.enter(link)
    except socketio.exceptions.ConnectionError:
        return str(said[0]["data"]["reason"])
    raise AssertionError("was let in")


@asynccontextmanager
async def visiting(link: str, *names: str) -> AsyncIterator[list[Visitor]]:
    """People who are inside for as long as the context lasts."""
    visitors = [Visitor(name) for name in names]
    try:
        for visitor in visitors:
            await visitor.enter(link)
        yield visitors
    finally:
        for visitor in visitors:
            await visitor.client.disconnect()


class Api:
    """What a program asks about events."""

    def __init__(self, web: aiohttp.ClientSession, url: str, secret: str) -> None:
        self._web = web
        self._url = f"{url}/api/v1"
        self._headers = {"Authorization": f"Bearer {secret}"}

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and body of an answer."""
        async with self._web.request(
            method, self._url + path, json=body, headers=self._headers
        ) as answer:
            return answer.status, await answer.json()

    async def create(self, **draft: Any) -> Any:
        """A new event, and its organiser's link."""
        status, made = await self.ask("POST", "/events", {"map": "nes", **draft})
        assert status == 201, made
        return made

    async def link(self, event: str, role: str) -> str:
        """An invitation link."""
        _, answer = await self.ask("POST", f"/events/{event}/invitations", {"role": role})
        return str(answer["link"])


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[tuple[RunningIsland, Api]]:
    """A server, and a program that may manage all its events."""
    async with (
        running_island(settings) as running,
        aiohttp.ClientSession() as web,
        asyncio.timeout(2 * PATIENCE_S),
    ):
        secret = await token(running)
        yield running, Api(web, running.url, secret)


async def token(running: RunningIsland, series: str | None = None) -> str:
    """A token for programs."""
    secret = new_secret()
    tokens = SqlApiTokens(running.events.process.store.engine)
    kept = ApiToken(f"t{secret[-5:]}", "tests", series, 1)
    await tokens.add(kept, digest_of(secret))
    return secret
