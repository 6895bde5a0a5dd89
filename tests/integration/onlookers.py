"""Those who look on while a server is in trouble: a host, and an operator."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import socketio

POLL_S = 0.05


class Operator:
    """Asks a server how it is, as monitoring does."""

    def __init__(self, browser: aiohttp.ClientSession, url: str) -> None:
        self._browser = browser
        self._url = url

    async def reasons(self) -> dict[str, str]:
        """Why the server is not ready; nothing if it is."""
        async with self._browser.get(self._url + "/readyz") as response:
            body: dict[str, Any] = await response.json()
            assert (response.status == 200) == body["ok"]
        return dict(body.get("reasons", {}))

    async def number(self, name: str) -> float:
        """A number of `/metrics`."""
        async with self._browser.get(self._url + "/metrics") as response:
            lines = (await response.text()).splitlines()
        return float(next(line for line in lines if line.startswith(name + " ")).split()[1])


class Host:
    """A host on the island, who hears of trouble with the log."""

    def __init__(self) -> None:
        quiet = logging.getLogger("tests.socketio")
        quiet.setLevel(logging.CRITICAL)
        self.client = socketio.AsyncClient(
            serializer="msgpack", reconnection=False, logger=quiet, engineio_logger=quiet
        )
        self.problems: list[bool] = []
        self.client.on("log_problem", lambda told: self.problems.append(told["problem"]))


@asynccontextmanager
async def onlookers(url: str, host_link: str) -> AsyncIterator[tuple[Host, Operator]]:
    host = Host()
    auth = {"v": 1, "name": "Host", "look": [0] * 7, "media": "text"}
    token = host_link.rpartition("/")[2]
    await host.client.connect(url, auth={**auth, "token": token}, transports=["websocket"])
    async with aiohttp.ClientSession() as browser:
        yield host, Operator(browser, url)
    await host.client.disconnect()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something has become true; the caller limits how long."""
    while not condition():
        await asyncio.sleep(POLL_S)
