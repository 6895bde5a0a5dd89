"""An island on a real port, with time in the hands of the test, and browsers to visit it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import socketio
from aiohttp import web

from island_server.clock import ManualClock, settle
from island_server.core import events as ev
from island_server.core.deltas import AvatarRecord, unpack
from island_server.core.doors import Door
from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.island_map import IslandMap
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Zone
from island_server.errors import AccessDenied, MapError
from island_server.metrics import Metrics
from island_server.ports import (
    EventInfo,
    Invitation,
    IslandMapBundle,
    LoadedIsland,
    MapLibrary,
)
from island_server.realtime.admission import Admission, FreeAdmission
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Desk
from island_server.realtime.event_door import Doorkeepers, EventDoor, GatewaySettings
from island_server.realtime.gateway import Gateway
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.last_places import LastPlaces
from island_server.realtime.loop_settings import LoopSettings
from island_server.realtime.open_island import Surroundings
from island_server.realtime.waiting_room import WaitingRoom
from island_server.realtime.ward import OpenDoor, Ward
from island_server.tasks import Tasks
from tests.realtime.fake_media import FakeMedia

PATIENCE_S = 10.0
LOOK = [0, 1, 2, 3, 4, 5, 0]
AUTH: dict[str, Any] = {"v": 1, "token": "attendee", "name": "Anna", "look": LOOK, "media": "text"}


class Links:
    """Links are the name of a role, or `late`; `role:anything` is another link of that role."""

    def check(self, token: str | None) -> Invitation:
        if token is None:
            raise AccessDenied("link_missing")
        if token == "late":
            raise AccessDenied("link_expired")
        role = token.partition(":")[0]
        if role not in set(Role):
            raise AccessDenied("link_invalid")
        return Invitation("event", Role(role), 2**40, token)


class Persons:
    """Person tokens are `token of ` and the id."""

    def __init__(self) -> None:
        self._count = 0

    def new_person(self) -> PersonId:
        self._count += 1
        return PersonId(f"person-{self._count}")

    def issue(self, person: PersonId) -> str:
        return f"token of {person}"

    def recall(self, token: str | None) -> PersonId | None:
        known = token is not None and token.startswith("token of ")
        return PersonId(token.removeprefix("token of ")) if token and known else None


def may(_role: Role, command: str) -> bool:
    """Everybody may everything but wave on a Sunday: one command that a test may forbid."""
    return command != "media_restart" or _role is not Role.HOST


@dataclass(frozen=True)
class Desks:
    """What the gateway is given besides, by a test of a desk."""

    desks: Sequence[Desk] = ()
    ward: Ward = field(default_factory=OpenDoor)
    admission: Admission = field(default_factory=FreeAdmission)
    waiting: WaitingRoom = field(default_factory=lambda: WaitingRoom(0))


@dataclass(frozen=True)
class Setup:
    """What differs from island to island."""

    width: int = 40
    height: int = 20
    starts: Sequence[tuple[int, int]] = ((5, 5),)
    zones: Sequence[Zone] = ()
    rules: Rules = field(default_factory=Rules)
    loop: LoopSettings = field(default_factory=LoopSettings)
    limits: GatewaySettings = field(default_factory=GatewaySettings)
    entries: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    doors: Sequence[Door] = ()
    others: Mapping[str, Setup] = field(default_factory=dict)
    """Islands to which portals may lead, by name; the one that is served first is `map`."""
    islands_max: int = 20
    return_ms: int = 900_000
    desks: Callable[[Archipelago, Surroundings], Desks] = lambda *_: Desks()
    may: Callable[[Role, str], bool] = may
    wall_ms: int = 1_750_000_000_000
    maps: Callable[[MapLibrary], MapLibrary] = lambda maps: maps
    """What is put around the maps."""
    main: LoadedIsland | None = None
    """What is served first, if not the map of this setup."""

    def loaded(self, name: str) -> LoadedIsland:
        """The map, of one file that is its name."""
        entries = {n: tuple(TilePos(*t) for t in tiles) for n, tiles in self.entries.items()}
        island = IslandMap(
            name,
            name.title(),
            TileMap(self.width, self.height, bytes(self.width * self.height)),
            tuple(self.zones),
            tuple(TilePos(*start) for start in self.starts),
            entries,
            tuple(self.doors),
        )
        return LoadedIsland(island, IslandMapBundle(name, b"{}", {}))


class Maps:
    """The maps of a test; implements `ports.MapLibrary`."""

    def __init__(self, setups: Mapping[str, Setup]) -> None:
        self._setups = setups
        self.loads: list[str] = []
        self.broken: set[str] = set()
        self.versions: dict[str, str] = {}
        """Ids of maps that were changed."""
        self.gate = asyncio.Event()
        """Loading waits for it; open unless a test closes it."""
        self.gate.set()

    def names(self) -> set[str]:
        return set(self._setups)

    async def load(self, name: str) -> LoadedIsland:
        self.loads.append(name)
        await self.gate.wait()
        if name in self.broken or name not in self._setups:
            raise MapError(f"{name}: layers: must be a list")
        loaded = self._setups[name].loaded(name)
        bundle = replace(loaded.bundle, id=self.versions.get(name, name))
        return replace(loaded, bundle=bundle)


class ServedIsland:
    """Everything of the real-time side, running."""

    def __init__(self, setup: Setup, tasks: Tasks) -> None:
        self.clock = ManualClock(now_ms=1000, wall_ms=setup.wall_ms)
        self.metrics = Metrics()
        self.tasks = tasks
        self.media = FakeMedia()
        self.url = ""
        self.http = aiohttp.ClientSession()
        """What browsers connect by."""
        self.maps = Maps({"map": setup, **setup.others})
        self.log: list[tuple[str, ev.Event]] = []
        """All events, each with the name of its island."""
        around = Surroundings(
            EventInfo("event", "Event", "none", "presence", 30, "event"),
            self.clock,
            self.metrics,
            self.media,
            tasks,
            lambda *_: None,
            lambda events, name: self.log.extend((name, event) for event in events),
            setup.rules,
            setup.loop,
            places=LastPlaces(setup.rules, setup.return_ms),
        )
        self.islands = Archipelago(setup.maps(self.maps), around, setup.islands_max)
        self.islands.begin("map", setup.main or setup.loaded("map"))
        self.loop = self.islands.main.loop
        self.director = self.islands.main.media
        desks = setup.desks(self.islands, around)
        keepers = Doorkeepers(
            Links(),
            Persons(),
            setup.may,
            lambda o, _: o != "https://evil.example",
            setup.limits,
            desks.desks,
            desks.ward,
            desks.admission,
            desks.waiting,
        )
        door = EventDoor(self.islands, keepers)

        async def find_door(_token: str | None) -> EventDoor:
            return door

        self.gateway = Gateway(
            keepers,
            find_door,
            self.clock,
            self.metrics,
            tasks,
        )
        self._browsers: list[Browser] = []

    async def pass_ms(self, duration_ms: int) -> None:
        """Let time pass on the island; messages are under way when it returns."""
        await self.clock.advance_ms(duration_ms)

    def on(self, name: str) -> IslandLoop:
        """The island of this name."""
        return next(island.loop for island in self.islands if island.name == name)

    async def enter(self, name: str = "Anna", **auth: Any) -> Browser:
        """A browser that is welcome on the island."""
        browser = Browser(self)
        self._browsers.append(browser)
        await browser.connect({**AUTH, "name": name, **auth})
        await browser.get("welcome")
        return browser

    async def refusal(self, **auth: Any) -> str:
        """The reason for which a connection is refused."""
        browser = Browser(self)
        self._browsers.append(browser)
        try:
            await browser.connect({**AUTH, **auth})
        except socketio.exceptions.ConnectionError:
            (data,) = browser.heard("connect_error")
            return str(data["data"]["reason"])
        raise AssertionError("was let in")

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something has become true, without time passing on the island."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                await asyncio.sleep(0.005)

    def refused(self, reason: str) -> float:
        return float(self.metrics.refused.labels(reason)._value.get())

    async def close(self) -> None:
        for browser in self._browsers:
            await browser.leave_rudely()
        await self.http.close()


class Browser:
    """A real Socket.IO client that keeps all it hears."""

    def __init__(self, island: ServedIsland) -> None:
        self._island = island
        self._heard: dict[str, list[Any]] = {}
        self._news = asyncio.Event()
        self.order: list[str] = []
        """The events heard, in order."""
        quiet = logging.getLogger("tests.socketio")
        quiet.setLevel(logging.CRITICAL)
        self.client = socketio.AsyncClient(
            serializer="msgpack",
            reconnection=False,
            logger=quiet,
            engineio_logger=quiet,
            http_session=island.http,
        )
        self.client.on("*", self._hear)
        self.client.on("connect_error", lambda data: self._hear("connect_error", data))
        self.client.on("disconnect", lambda *_: self._hear("disconnect"))

    async def connect(self, auth: dict[str, Any], **headers: str) -> None:
        await self.client.connect(
            self._island.url, auth=auth, transports=["websocket"], headers=headers
        )

    def _hear(self, event: str, *data: Any) -> None:
        self._heard.setdefault(event, []).append(data[0] if data else None)
        self.order.append(event)
        self._news.set()

    def heard(self, event: str) -> list[Any]:
        """All messages of a kind so far."""
        return self._heard.get(event, [])

    def forget(self) -> None:
        """Begin to listen anew."""
        self._heard.clear()
        self.order.clear()

    async def get(self, event: str, fits: Callable[[Any], object] = lambda _: True) -> Any:
        """The first message of a kind that fits, as soon as it has come."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    for data in self.heard(event):
                        if fits(data):
                            return data
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no such {event!r} among {self.order}") from None

    async def call(self, event: str, data: Any = None) -> dict[str, Any]:
        """Send a message; the acknowledgement."""
        answer: dict[str, Any] = await self.client.call(event, data, timeout=PATIENCE_S)
        return answer

    async def reason(self, event: str, data: Any = None) -> str | None:
        """The reason for which a message is refused; None if it is not."""
        answer = await self.call(event, data)
        return None if answer["ok"] else str(answer["reason"])

    async def settled(self) -> None:
        """All that the server has said so far has come."""
        await self.call("clock", {})

    @property
    def me(self) -> AvatarId:
        return AvatarId(self.heard("welcome")[-1]["you"])

    @property
    def person(self) -> str:
        return str(self.heard("welcome")[-1]["person"])

    @property
    def records(self) -> dict[AvatarId, AvatarRecord]:
        """The last record of each avatar that this browser was told of."""
        views = [welcome["view"] for welcome in self.heard("welcome")[-1:]]
        messages = [unpack(message) for message in (*views, *self.heard("delta"))]
        return {record.avatar: record for delta in messages for record in delta.records}

    def slots(self) -> set[AvatarId]:
        """Whom this browser was told to hear, last."""
        return {AvatarId(row[1]) for row in self.heard("media_slots")[-1]["slots"]}

    async def leave_rudely(self) -> None:
        """Close the connection without a word."""
        if self.client.eio.state == "connected":
            await self.client.disconnect()


@asynccontextmanager
async def serving(setup: Setup) -> AsyncIterator[ServedIsland]:
    async with AsyncExitStack() as stack:
        crashes: list[str] = []
        tasks = await stack.enter_async_context(Tasks(lambda name, _: crashes.append(name)))
        island = ServedIsland(setup, tasks)
        await island.media.start(island.islands)
        app = web.Application()
        island.gateway.attach(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        island.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        await settle()
        stack.push_async_callback(island.gateway.shutdown)
        stack.push_async_callback(island.islands.close)
        stack.push_async_callback(island.close)
        yield island
        assert crashes == []
