"""`/api/maps`: the maps of the event, for organisers: look at them, add, choose, remove."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import asdict, dataclass
from functools import partial

from aiohttp import hdrs, web

from island_server.errors import MapError, StoreError
from island_server.map_ports import AddedMap, MapShelf, MapSummary
from island_server.ports import Clock
from island_server.web.errors import error_response
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.map_upload import UploadLimits, UploadRefused, receive_files
from island_server.web.map_work import MapWork, UploadGate
from island_server.web.request_body import read_json_map

_log = logging.getLogger("island_server.web")

BODY_MAX_BYTES = 1024
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class MapsInUse:
    """What the running event does with maps.

    Attributes:
        main: the name of the map at which people arrive.
        in_use: the names of maps that cannot be removed now.
        choose: let people arrive at another map from now on. Raises `MapError` if it cannot be.
        move_everyone: take everybody who is on the event's islands to a map.
        kept_choice: the map that is kept for the event, if `choose` keeps it rather than the shelf.
    """

    main: Callable[[], str]
    in_use: Callable[[], Collection[str]]
    choose: Callable[[str], Awaitable[None]]
    move_everyone: Callable[[str], Awaitable[None]]
    kept_choice: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class MapsAccess:
    """Who may ask, and how much."""

    guard: InvitationGuard
    limits: UploadLimits
    uploads_per_minute: int


def routes(
    shelf: MapShelf, in_use: MapsInUse, access: MapsAccess, clock: Clock
) -> list[web.RouteDef]:
    """Serve /api/maps, as docs/protocol.md section 1 tells."""
    api = _MapsApi(shelf, in_use, access, clock)
    return [
        web.get("/api/maps", api.guarded(api.show)),
        web.post("/api/maps", api.guarded(api.add)),
        web.get("/api/maps/{name}/report", api.guarded(api.report)),
        web.post("/api/maps/{name}/choose", api.guarded(api.choose)),
        web.delete("/api/maps/{name}", api.guarded(api.remove)),
    ]


class _MapsApi:
    def __init__(
        self, shelf: MapShelf, in_use: MapsInUse, access: MapsAccess, clock: Clock
    ) -> None:
        self._shelf = shelf
        self._in_use = in_use
        self._access = access
        self._clock = clock
        self._work = MapWork()
        self._gate = UploadGate(clock, access.uploads_per_minute)

    def guarded(self, handler: Handler) -> Handler:
        """Let organisers in, from our own pages, and answer what is wrong with maps."""

        async def handle(request: web.Request) -> web.Response:
            self._access.guard.admit(request, "maps")
            try:
                return await handler(request)
            except UploadRefused as refused:
                return error_response(refused.status, refused.reason, refused.detail)
            except MapError as error:
                return error_response(400, "bad_map", str(error))
            except (StoreError, OSError) as error:
                _log.error("%s", error)
                return error_response(507, "disk", "The server cannot keep files now.")

        return handle

    async def show(self, _request: web.Request) -> web.Response:
        maps, chosen, is_full = await self._work.run(self._look)
        return _answer(
            maps=[asdict(one) for one in maps],
            main=self._in_use.main(),
            chosen=chosen,
            in_use=sorted(self._in_use.in_use()),
            is_full=is_full,
            limits=asdict(self._access.limits),
        )

    async def report(self, request: web.Request) -> web.Response:
        name = await self._known_name(request)
        problems = await self._work.run(partial(self._shelf.problems, name))
        return _answer(name=name, problems=[asdict(problem) for problem in problems])

    async def add(self, request: web.Request) -> web.Response:
        with self._gate:
            added = await self._take_in(request)
        for one in added:
            _log.info("map %s: %s", one.name or one.file, "kept" if one.name else "refused")
        return _answer(maps=[{"ok": one.problem is None, **asdict(one)} for one in added])

    async def choose(self, request: web.Request) -> web.Response:
        body = await read_json_map(request, BODY_MAX_BYTES)
        everyone = body.get("move_everyone", False)
        if not isinstance(everyone, bool):
            raise web.HTTPBadRequest
        name = await self._known_name(request)
        await self._in_use.choose(name)
        if self._in_use.kept_choice is None:
            await self._work.run(partial(self._shelf.choose, name))
        if everyone:
            await self._in_use.move_everyone(name)
        _log.info("map %s is chosen%s", name, ", and everybody moves there" if everyone else "")
        return _answer(name=name)

    async def remove(self, request: web.Request) -> web.Response:
        name = await self._known_name(request)
        if not await self._work.run(partial(self._shelf.is_own, name)):
            raise UploadRefused(409, "map_bundled", "this map comes with Eiland")
        chosen = await self._work.run(self._chosen)
        if name in {self._in_use.main(), chosen, *self._in_use.in_use()}:
            raise UploadRefused(409, "map_in_use", "this map is in use")
        await self._work.run(partial(self._shelf.remove, name))
        _log.info("map %s is removed", name)
        return _answer(name=name)

    def _look(self) -> tuple[list[MapSummary], str | None, bool]:
        return list(self._shelf.summaries()), self._chosen(), self._shelf.is_full()

    def _chosen(self) -> str | None:
        kept = self._in_use.kept_choice
        return self._shelf.chosen() if kept is None else kept()

    async def _take_in(self, request: web.Request) -> list[AddedMap]:
        """Receive an upload and add its maps; nothing of it is left lying about."""
        staging = self._shelf.staging()
        folder = staging.__enter__()
        try:
            staged = await receive_files(request, folder, self._access.limits)
            take_in = self._shelf.take_in
            return await self._work.run(partial(take_in, staged, folder, self._clock.wall_ms()))
        finally:
            await asyncio.shield(asyncio.to_thread(staging.__exit__, None, None, None))

    async def _known_name(self, request: web.Request) -> str:
        name = request.match_info["name"]
        if name not in await self._work.run(self._shelf.names):
            raise UploadRefused(404, "unknown_map", "there is no map of this name")
        return name


def _answer(**content: object) -> web.Response:
    return web.json_response({"ok": True, **content}, headers=_NO_STORE)
