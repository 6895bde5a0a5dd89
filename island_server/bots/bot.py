"""One bot: enters by a link, knows where others are, walks, travels, and says what it counts."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import socketio

from island_server.core.deltas import AvatarRecord, unpack
from island_server.core.ids import AvatarId
from island_server.core.motion import Run, Runs, pack_run, path_duration_ms, path_end, unpack_run
from island_server.core.path_finding import find_path
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY, TilePos

PROTOCOL_VERSION = 1
GOODBYE_S = 2
WELCOME_S = 20
"""How long a server that has let a bot in may take to say where it is."""
_LOOKS = (3, 6, 6, 10, 8, 8, 1)
"""How many of each part of a look bots choose from: those that every avatar sheet has."""


@dataclass(slots=True)
class Counters:
    """What a bot has seen, for a report and for benchmarks."""

    deltas: int = 0
    records: int = 0
    delta_bytes: int = 0
    conversations: int = 0
    walks: int = 0
    journeys: int = 0
    unanswered: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    goodbye: str | None = None


Ground = Callable[[str], Awaitable[TileMap]]
"""Where one can walk on a map, by the address of the map."""


class Bot:
    """One connection and the avatar behind it, on whichever island it is."""

    def __init__(
        self, name: str, token: str, ground: Ground, seed: int, person: str | None = None
    ) -> None:
        """Be somebody new, or whoever came before with this person token."""
        self.name = name
        self.counters = Counters()
        self.known: dict[AvatarId, AvatarRecord] = {}
        """Whoever this bot was told of and not told to have gone."""
        self._token = token
        self._ground = ground
        self._tiles: TileMap | None = None
        self._url = ""
        self.person = person
        """The token with which this bot comes back."""
        self.map_path = ""
        """The address of the map on which it is."""
        self.refusal = ""
        """Why the bot was not let in, if it was not."""
        self.heading: tuple[str, str] | None = None
        """The island to which the last portal led, and its map."""
        self.is_travelling = False
        """A portal was taken: `follow_portal` is to be called."""
        self._random = Random(seed)  # noqa: S311 - it chooses where to walk
        self._look = [self._random.randrange(n) for n in _LOOKS]
        self._rules = Rules()
        self._seq = 0
        self._is_welcome = asyncio.Event()
        self._path: tuple[TilePos, Runs] = (TilePos(0, 0), ())
        self._client = socketio.AsyncClient(
            serializer="msgpack", reconnection=False, logger=_quiet(), engineio_logger=_quiet()
        )
        for event, handler in (
            ("connect_error", self._on_refused),
            ("welcome", self._on_welcome),
            ("delta", self._on_delta),
            ("roster", self._on_roster),
            ("moved", self._on_moved),
            ("conversation", self._on_conversation),
            ("travel", self._on_travel),
            ("bye", self._on_bye),
        ):
            self._client.on(event, handler)

    async def enter(self, url: str) -> None:
        """Connect, also once more.

        Raises `socketio.exceptions.ConnectionError` with the server's reason.
        """
        self._url = url
        self._is_welcome.clear()
        self._tiles = None
        self.known.clear()
        self.counters.goodbye = None
        auth = {
            "v": PROTOCOL_VERSION,
            "token": self._token,
            "person": self.person,
            "name": self.name,
            "look": self._look,
            "media": "text",
        }
        await self._client.connect(url, auth=auth, transports=["websocket"])

    async def welcomed(self) -> None:
        """Return once it is known where the bot is. Raises `ConnectionError` of Socket.IO."""
        try:
            await asyncio.wait_for(self._is_welcome.wait(), WELCOME_S)
        except TimeoutError:
            raise socketio.exceptions.ConnectionError("no welcome came") from None

    async def follow_portal(self) -> None:
        """Connect again, on the other island. Raises as `enter` does."""
        self.is_travelling = False
        self.counters.journeys += 1
        await self._client.disconnect()
        await self.enter(self._url)

    async def leave(self) -> None:
        """Leave the island and disconnect."""
        if self._client.connected:
            with contextlib.suppress(socketio.exceptions.TimeoutError):
                await self._client.call("leave", {}, timeout=GOODBYE_S)
            await self._client.disconnect()

    def comes_by(self, tile: TilePos) -> bool:
        """Whether a tile is on the bot's last path."""
        (x, y), runs = self._path
        if tile == (x, y):
            return True
        for direction, steps in runs:
            for _ in range(steps):
                x, y = x + DX[direction], y + DY[direction]
                if tile == (x, y):
                    return True
        return False

    @property
    def tile(self) -> TilePos:
        """Where the bot stands once its last path is walked."""
        start, runs = self._path
        return path_end(start.x, start.y, runs)

    async def stroll(self, max_tiles: int) -> int:
        """Walk to a random free tile nearby, if there is one; returns how long it takes, in ms."""
        tiles = self._tiles
        if tiles is None:
            return 0
        x, y = self.tile
        for _ in range(20):
            goal = TilePos(
                x + self._random.randint(-max_tiles, max_tiles),
                y + self._random.randint(-max_tiles, max_tiles),
            )
            runs = find_path(tiles, self.tile, goal, self._rules)
            if runs:
                await self.walk(self.tile, runs)
                return path_duration_ms(runs, self._rules)
        return 0

    async def walk(self, start: TilePos, runs: Runs) -> None:
        """Walk these runs from a tile at which the bot is or to which it comes by."""
        self._seq += 1
        self.counters.walks += 1
        self._path = (start, runs)
        packed = [pack_run(run) for run in runs]
        await self.say("walk", {"seq": self._seq, "x": start.x, "y": start.y, "runs": packed})

    async def go(self, goal: TilePos) -> None:
        """Walk to a tile; the server finds the way."""
        self._seq += 1
        self.counters.walks += 1
        self._path = (goal, ())
        await self.say("go", {"seq": self._seq, "x": goal.x, "y": goal.y})

    async def say(self, event: str, data: Mapping[str, object]) -> None:
        """Send any message, and count it if it is refused."""
        self.counters.unanswered += 1
        await self._client.emit(event, data, callback=self._on_answer)

    # --- what the server says

    def _on_answer(self, answer: Mapping[str, Any]) -> None:
        self.counters.unanswered -= 1
        if not answer["ok"]:
            refused = self.counters.refused
            refused[answer["reason"]] = refused.get(answer["reason"], 0) + 1

    def _on_refused(self, error: object) -> None:
        data = error.get("data") if isinstance(error, dict) else None
        self.refusal = data.get("reason", "") if isinstance(data, dict) else str(error)

    async def _on_welcome(self, welcome: Mapping[str, Any]) -> None:
        self.person = welcome["person"]
        self._follow(welcome["path"])
        self._on_delta(welcome["view"])
        self.map_path = welcome["event"]["map"]
        self._tiles = await self._ground(self.map_path)
        self._is_welcome.set()

    def _on_moved(self, moved: Mapping[str, Any]) -> None:
        if moved["seq"] == self._seq:
            self._follow(moved)

    def _follow(self, path: Mapping[str, Any]) -> None:
        runs: tuple[Run, ...] = tuple(unpack_run(packed) for packed in path["runs"])
        self._path = (TilePos(path["x"], path["y"]), runs)

    def _on_delta(self, message: bytes) -> None:
        delta = unpack(message)
        self.counters.deltas += 1
        self.counters.records += len(delta.records)
        self.counters.delta_bytes += len(message)
        self.known.update((record.avatar, record) for record in delta.records)

    def _on_roster(self, roster: Mapping[str, Any]) -> None:
        for avatar in roster["gone"]:
            self.known.pop(AvatarId(avatar), None)

    def _on_conversation(self, message: Mapping[str, Any]) -> None:
        self.counters.conversations += message["conversation"] is not None

    def _on_travel(self, message: Mapping[str, Any]) -> None:
        self.heading = (message["island"], message["map"])

    def _on_bye(self, message: Mapping[str, Any]) -> None:
        if message["reason"] == "travel":
            self.is_travelling = True
        else:
            self.counters.goodbye = message["reason"]


def _quiet() -> logging.Logger:
    logger = logging.getLogger("island_server.bots.socketio")
    logger.setLevel(logging.ERROR)
    return logger
