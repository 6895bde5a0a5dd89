"""An event and its maps in memory, as the pages about maps meet them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from island_server.access.permissions import may_request
from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.errors import AccessDenied, MapError
from island_server.map_ports import AddedMap, MapProblem, MapSummary
from island_server.ports import Invitation
from island_server.web import maps_api
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.map_upload import UploadLimits

from .client import Client

LIMITS = UploadLimits(upload_bytes=200_000, files=3)


class Links:
    def check(self, token: str | None) -> Invitation:
        if not token:
            raise AccessDenied("link_missing")
        if token not in list(Role):
            raise AccessDenied("link_invalid")
        return Invitation("ameland", Role(token), 0)


class Shelf:
    """Maps in memory; notes what was staged, and fails as it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundled, self.own = ["nes"], ["office"]
        self.staged: dict[str, bytes] = {}
        self.stored_choice: str | None = None
        self.failure: Exception | None = None
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def names(self) -> tuple[str, ...]:
        return (*self.bundled, *self.own)

    def is_own(self, name: str) -> bool:
        return name in self.own

    def is_full(self) -> bool:
        return False

    def summaries(self) -> list[MapSummary]:
        self._fail()
        zones = {"quiet": 1}
        return [MapSummary(name, name, name in self.bundled, zones=zones) for name in self.names()]

    def problems(self, name: str) -> list[MapProblem]:
        return [MapProblem("warning", f"{name}.tmj", "layers[0]", "is odd")]

    @contextmanager
    def staging(self) -> Iterator[Path]:
        self._fail()
        path = self.folder / "staging"
        path.mkdir()
        try:
            yield path
        finally:
            for file in path.iterdir():
                file.unlink()
            path.rmdir()

    def take_in(self, staged: Mapping[str, Path], folder: Path, wall_ms: int) -> list[AddedMap]:
        self.may_go_on.wait(10)
        self._fail()
        self.staged = {name: path.read_bytes() for name, path in staged.items()}
        return [
            AddedMap("a.tmj", "a", replaced=True, warnings=("a.tmj: start: is blocked",)),
            AddedMap("b.tmj", None, problem="b.tmj: is not JSON"),
        ]

    def remove(self, name: str) -> None:
        self.own.remove(name)

    def chosen(self) -> str | None:
        return self.stored_choice

    def choose(self, name: str) -> None:
        self.stored_choice = name

    def _fail(self) -> None:
        if self.failure:
            raise self.failure


class Event:
    """What the running event is asked to do."""

    def __init__(self) -> None:
        self.main = "nes"
        self.in_use = ["nes"]
        self.moved: list[str] = []

    async def choose(self, name: str) -> None:
        if name == "broken":
            raise MapError("broken.tmj: is broken")
        self.main = name

    async def move_everyone(self, name: str) -> None:
        self.moved.append(name)

    def as_asked(self) -> maps_api.MapsInUse:
        return maps_api.MapsInUse(
            lambda: self.main, lambda: self.in_use, self.choose, self.move_everyone
        )


class Maps:
    """One server and what stands behind it."""

    def __init__(self, folder: Path, per_minute: int = 100) -> None:
        self.shelf, self.event, self.clock = Shelf(folder), Event(), ManualClock()
        access = maps_api.MapsAccess(
            InvitationGuard(Links(), may_request, lambda origin, _: origin in (None, "http://own")),
            LIMITS,
            per_minute,
        )
        self.routes = maps_api.routes(self.shelf, self.event.as_asked(), access, self.clock)


def bearer(token: str = "organiser", **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **more}


def form(**files: bytes) -> aiohttp.FormData:
    data = aiohttp.FormData(quote_fields=False)
    for name, content in files.items():
        data.add_field("files", content, filename=name.replace("__", "/"))
    return data


async def upload(client: Client, data: Any, **headers: str) -> Any:
    return await client.post("/api/maps", data=data, headers=bearer(**headers))


async def staging_is_gone(maps: Maps) -> bool:
    return not (maps.shelf.folder / "staging").exists()
