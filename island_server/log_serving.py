"""Wires what organisers read of the attendance log, beside the island that writes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from island_server.access.pseudonym_key import pseudonym_key
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.log_desk import SeriesLogs
from island_server.log_jobs import JobSources, LogJobs
from island_server.ports import Clock, EventInfo
from island_server.settings import Settings
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks
from island_server.web import attendance_api, attendance_jobs
from island_server.web.invitation_guard import InvitationGuard


@dataclass(frozen=True, slots=True)
class ServedLogs:
    """The logs of the event's series, as organisers have them."""

    desk: SeriesLogs
    jobs: LogJobs
    clock: Clock

    def routes(self, guard: InvitationGuard) -> list[web.RouteDef]:
        """All requests of docs/protocol.md section 7 that are for organisers."""
        return [
            *attendance_api.routes(self.desk, guard, self.clock),
            *attendance_jobs.routes(self.jobs, guard, self.clock),
        ]


@dataclass(frozen=True, slots=True)
class LogSources:
    """Where logs are read. Requests for names are written by `store`, all else read by `reading`.

    `is_open` tells whether the log of an event is being written now; `at_work`: the long work of
    all events of the server.
    """

    settings: Settings
    signing_key: bytes
    store: SqlAttendanceStore
    reading: SqlAttendanceStore
    is_open: Callable[[str], bool]
    at_work: set[str]


@asynccontextmanager
async def serving_logs(
    sources: LogSources, event: EventInfo, clock: Clock, tasks: Tasks
) -> AsyncIterator[ServedLogs]:
    """Read logs for as long as the context lasts; work that is under way ends with it."""
    settings, store = sources.settings, sources.store
    address = settings.database_url.get_secret_value() if settings.database_url else None
    key = pseudonym_key(sources.signing_key, event.series)
    desk = SeriesLogs(sources.reading, store, event, Pseudonyms(key), clock, sources.is_open)
    of_jobs = JobSources(
        settings.data_dir, address, key, store, desk.span, event.id, sources.at_work
    )
    jobs = LogJobs(of_jobs, clock, tasks)
    await asyncio.to_thread(jobs.clean)
    tasks.spawn("log-jobs", jobs.run())
    try:
        yield ServedLogs(desk, jobs, clock)
    finally:
        await jobs.close()
