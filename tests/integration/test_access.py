"""Access on a whole island: made over HTTP, used over the socket, kept over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import socketio

from island_server.access_ports import LinkWish
from island_server.app import RunningIsland, running_island
from island_server.core.events import Role
from island_server.settings import Settings

PATIENCE_S = 15
LOOK = [0, 1, 2, 3, 4, 5, 0]


@asynccontextmanager
async def served(data_dir: Path, **settings: Any) -> AsyncIterator[RunningIsland]:
    async with running_island(
        Settings(data_dir=data_dir, port=0, media_port=0, map="nes", **settings)
    ) as island:
        yield island


@asynccontextmanager
async def entered(
    island: RunningIsland, token: str, name: str = "Anna", **auth: Any
) -> AsyncIterator[dict[str, Any]]:
    """What somebody who comes in is welcomed with. Raises `ConnectionError` if they are refused."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        client = socketio.AsyncClient(serializer="msgpack", reconnection=False, http_session=http)
        welcome: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        refusal: list[Any] = []
        client.on("welcome", welcome.set_result)
        client.on("connect_error", refusal.append)
        stack.push_async_callback(client.disconnect)
        asked = {"v": 1, "token": token, "name": name, "look": LOOK, "media": "text", **auth}
        try:
            await client.connect(island.url, auth=asked, transports=["websocket"])
        except socketio.exceptions.ConnectionError:
            raise ConnectionError(refusal[0]["data"]["reason"]) from None
        yield await asyncio.wait_for(welcome, PATIENCE_S)


async def outcome(island: RunningIsland, token: str, **auth: Any) -> str:
    try:
        async with entered(island, token, **auth) as welcome:
            return str(welcome["role"])
    except ConnectionError as error:
        return str(error)


async def made(island: RunningIsland, **wish: Any) -> tuple[str, str]:
    """The id and the token of a new link."""
    links = island.access.links
    record = await links.make(LinkWish(wish.pop("role", Role.ATTENDEE), 1, **wish))
    return record.id, links.token_of(record)


@pytest.mark.parametrize("uses", [1, 2])
async def test_of_many_who_come_at_once_so_many_get_in(tmp_path: Path, uses: int) -> None:
    async with served(tmp_path) as island:
        _, token = await made(island, uses_max=uses)
        outcomes = await asyncio.gather(*(outcome(island, token, name=f"P{i}") for i in range(5)))
    assert sorted(outcomes) == ["attendee"] * uses + ["link_used"] * (5 - uses)


async def test_uses_and_revocations_outlive_a_restart(tmp_path: Path) -> None:
    async with served(tmp_path) as island:
        _, once = await made(island, uses_max=1)
        revoked, gone = await made(island)
        await island.access.links.revoke(revoked)
        startup = island.access.invitations.make(Role.HOST, 1)
        await island.access.links.revoke_token(startup)
        async with entered(island, once) as welcome:
            person = welcome["person"]
    async with served(tmp_path) as island:
        assert await outcome(island, once) == "link_used"
        assert await outcome(island, once, person=person) == "attendee"
        assert await outcome(island, gone) == "link_revoked"
        assert await outcome(island, startup) == "link_revoked"


async def test_a_group_of_a_link_reaches_the_zones(tmp_path: Path) -> None:
    async with served(tmp_path) as island:
        _, token = await made(island, groups=("speakers",))
        async with entered(island, token) as welcome:
            avatar = island.island.world.state.avatars[welcome["you"]]
            assert avatar.groups == ("speakers",)


async def test_revoking_sends_off_whoever_came_by_it(tmp_path: Path) -> None:
    async with served(tmp_path) as island, aiohttp.ClientSession() as http:
        link, token = await made(island)
        headers = {"Authorization": f"Bearer {island.access.invitations.make(Role.ORGANISER, 1)}"}
        async with entered(island, token), entered(island, token, "Bo"):
            answer = await http.post(
                f"{island.url}/api/access/links/{link}/revoke",
                json={"send_off": True},
                headers=headers,
            )
            assert (await answer.json())["sent_off"] == 2
            assert len(island.island.sessions) == 0
        assert await outcome(island, token) == "link_revoked"


async def test_a_permit_opens_and_only_for_its_link(tmp_path: Path) -> None:
    async with served(tmp_path) as island, aiohttp.ClientSession() as http:
        await island.access.set_options(passcode="open sesame")
        (_, token), (_, other) = await made(island), await made(island)
        assert await outcome(island, token) == "passcode"
        body = {"token": token, "code": "open sesame"}
        answer = await http.post(f"{island.url}/api/entry/passcode", json=body)
        permit = (await answer.json())["permit"]
        assert await outcome(island, other, permit=permit) == "passcode"
        async with entered(island, token, permit=permit) as welcome:
            person = welcome["person"]
        assert await outcome(island, token, person=person) == "attendee"


async def test_whoever_does_not_get_in_uses_no_link(tmp_path: Path) -> None:
    async with served(tmp_path, capacity=1, waiting_max=0) as island:
        link, token = await made(island)
        async with entered(island, token):
            assert await outcome(island, token, name="Bo") == "full"
            record = island.access.book.find(link)
            assert record is not None
            assert record.uses == 1
