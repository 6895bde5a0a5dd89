"""The attendance log over HTTP: a real store with a made series, real invitations, real work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from island_server.access.invitations import Invitations
from island_server.access.permissions import may_request
from island_server.access.pseudonym_key import pseudonym_key
from island_server.clock import ManualClock
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.events import Role
from island_server.log_desk import SeriesLogs
from island_server.log_jobs import JobSources, LogJobs
from island_server.log_serving import ServedLogs
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks
from island_server.web.invitation_guard import InvitationGuard
from tests.store.made_series import LIVE, SERIES, person, write_series

from .client import Client, serving

KEY = b"k" * 32
OWN_PAGE = "http://own"


@dataclass(slots=True)
class LogServer:
    store: SqlAttendanceStore
    jobs: LogJobs
    clock: ManualClock
    links: Invitations
    guard: InvitationGuard
    routes: list[web.RouteDef]
    client: Client

    def bearer(self, role: Role = Role.ORGANISER, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.links.make(role, 1)}", **more}

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to an organiser."""
        address = f"/api/attendance{path}"
        return await self.client.request(method, address, json=body, headers=self.bearer(**headers))

    async def told(self, path: str) -> Any:
        response = await self.ask("GET", path)
        assert response.status == 200, await response.text()
        assert response.headers["Cache-Control"] == "no-store"
        answer = await response.json()
        assert answer["ok"] is True
        return answer

    async def begin(self, event: str, **body: Any) -> str:
        """Begin long work; gives its job."""
        response = await self.ask("POST", f"/{event}/jobs", body)
        assert response.status == 200, await response.text()
        return str((await response.json())["job"])

    async def end_of(self, job: str) -> Any:
        """How a job ended."""
        follower = self.jobs.followers().get(job)
        if follower is not None:
            await follower
        return await self.told(f"/jobs/{job}")


def pseudonym(name: str) -> str:
    return Pseudonyms(pseudonym_key(KEY, SERIES)).of(person(name))


@asynccontextmanager
async def log_server(folder: Path, address: str | None = None) -> AsyncIterator[LogServer]:
    clock = ManualClock()
    links = Invitations(KEY, LIVE.id, clock)
    guard = InvitationGuard(links, may_request, lambda origin, _: origin in (None, OWN_PAGE))
    store = await SqlAttendanceStore.open(folder, address)
    await write_series(store)
    reading = await SqlAttendanceStore.open_for_reading(folder, address)
    key = pseudonym_key(KEY, SERIES)
    desk = SeriesLogs(reading, store, LIVE, Pseudonyms(key), clock)
    async with Tasks() as tasks:
        jobs = LogJobs(JobSources(folder, address, key, store, desk.span), clock, tasks)
        routes = ServedLogs(desk, jobs, clock).routes(guard)
        async with serving(routes) as client:
            yield LogServer(store, jobs, clock, links, guard, routes, client)
        await jobs.close()
    await reading.close()
    await store.close()
