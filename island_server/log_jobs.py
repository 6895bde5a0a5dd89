"""Long work over logs: which is under way, what it made, and when that is forgotten.

Each job is a process of its own (`log_worker`), so that neither the island nor the recorder waits
for it. What they make lies in `log-jobs/` of the data folder, for ten minutes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import shutil
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from island_server.attendance_ports import (
    AccessNotes,
    CompareTask,
    ExportTask,
    InsightTask,
    JobResult,
    JobStatus,
    LogAccess,
    LogTask,
)
from island_server.core.events import Role
from island_server.errors import LogRefused
from island_server.log_worker import Done, Failed, Finished, Report, WorkOrder
from island_server.ports import Clock
from island_server.tasks import Tasks

_log = logging.getLogger("island_server")

FOLDER = "log-jobs"
JOBS_AT_ONCE = 2
JOBS_KEPT = 10
"""Further results push the oldest one out."""
KEPT_MS = 600_000
"""How long a result can be fetched."""
SWEEP_MS = 30_000
LONGEST_S = 3600.0
"""Work that takes longer is given up."""
NICENESS = 10
"""How far the work steps back for the server and the media process, from its first moment."""
_END_S = 2.0
"""How long a process may take to end by itself before it is killed."""

_PROGRAM = (sys.executable, "-m", "island_server.log_worker")


@dataclass(frozen=True, slots=True)
class JobSources:
    """What jobs work with.

    Attributes:
        database: address of a PostgreSQL database; `None` is the file in the data folder.
        key: of the pseudonyms.
        check: raises `LogRefused` for an event that is not one of the series.
        folder: of the results, in that of all results.
        at_work: the jobs that are under way, of all events of the server.
    """

    data_dir: Path
    database: str | None
    key: bytes
    notes: AccessNotes
    check: Callable[[str], Awaitable[object]]
    folder: str = ""
    at_work: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class _Job:
    owner: str
    task: LogTask
    folder: Path
    status: JobStatus = field(default_factory=lambda: JobStatus("running", 0, 0))
    ended_ms: int | None = None
    pid: int | None = None
    follower: asyncio.Task[None] | None = None

    @property
    def result(self) -> Path:
        """The file that is made; whatever else lies beside it goes with it."""
        return self.folder / "result"


class LogJobs:
    """Starts, follows and forgets jobs. Implements `LogWork`."""

    def __init__(self, sources: JobSources, clock: Clock, tasks: Tasks) -> None:
        self._sources = sources
        self._clock = clock
        self._tasks = tasks
        self._folder = sources.data_dir / FOLDER / sources.folder
        self._jobs: dict[str, _Job] = {}

    async def start(self, owner: str, role: Role, task: LogTask) -> str:
        """Begin work; a request for names is kept before. See `LogWork`."""
        self._forget_old()
        at_work = self._sources.at_work
        if len(at_work) >= JOBS_AT_ONCE:
            raise LogRefused("busy", f"{JOBS_AT_ONCE} jobs are under way")
        job_id = secrets.token_hex(16)
        job = self._jobs[job_id] = _Job(owner, task, self._folder / job_id)
        at_work.add(job_id)
        try:
            await self._sources.check(task.event_id)
            if isinstance(task, CompareTask):
                await self._sources.check(task.former_id)
            if isinstance(task, ExportTask) and task.reason is not None:
                access = LogAccess(self._clock.wall_ms(), "export", role, task.reason)
                await self._sources.notes.note_access(task.event_id, access)
            await asyncio.to_thread(job.folder.mkdir, 0o700, parents=True)
            job.follower = self._tasks.spawn("log-job", self._follow(job))
            job.follower.add_done_callback(lambda _: at_work.discard(job_id))
        except BaseException:
            del self._jobs[job_id]
            at_work.discard(job_id)
            raise
        return job_id

    def status(self, owner: str, job: str) -> JobStatus:
        """How far it is."""
        return self._find(owner, job).status

    def result(self, owner: str, job: str) -> JobResult:
        """What it made."""
        found = self._find(owner, job)
        if found.status.state != "done":
            raise LogRefused("not_done", "there is no result")
        return JobResult(found.result, *_label(found.task))

    async def stop(self, owner: str, job: str) -> None:
        """End it, and forget what it made."""
        found = self._find(owner, job)
        del self._jobs[job]
        await self._end(found)

    def followers(self) -> dict[str, asyncio.Task[None]]:
        """The tasks that end with the work that is under way, by job."""
        return {key: job.follower for key, job in self._jobs.items() if job.follower}

    def pids(self) -> list[int]:
        """The processes at work now, for whoever looks after them."""
        return [job.pid for job in self._jobs.values() if job.pid is not None]

    async def run(self) -> None:
        """Forget results as they grow old, until cancelled."""
        while True:
            await self._clock.sleep_ms(SWEEP_MS)
            self._forget_old()

    async def close(self) -> None:
        """End all work and delete all results."""
        jobs = list(self._jobs.values())
        self._jobs.clear()
        await asyncio.gather(*(self._end(job) for job in jobs))
        await asyncio.to_thread(self.clean)

    def clean(self) -> None:
        """Delete what an earlier run left. Blocks."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _find(self, owner: str, job: str) -> _Job:
        self._forget_old()
        found = self._jobs.get(job)
        if found is None or found.owner != owner:
            raise LogRefused("unknown_job", "there is no such job, or no longer")
        return found

    def _forget_old(self) -> None:
        now_ms = self._clock.now_ms()
        ended = [
            (job.ended_ms, job_id) for job_id, job in self._jobs.items() if job.ended_ms is not None
        ]
        surplus = len(self._jobs) - JOBS_KEPT
        for place, (ended_ms, job_id) in enumerate(sorted(ended)):
            if now_ms - ended_ms >= KEPT_MS or place < surplus:
                _delete(self._jobs.pop(job_id))

    async def _end(self, job: _Job) -> None:
        if job.follower is not None:
            job.follower.cancel()
            await asyncio.wait([job.follower], timeout=2 * _END_S)
        await asyncio.to_thread(_delete, job)

    async def _follow(self, job: _Job) -> None:
        """Let a process do it, and hear how it goes."""
        heard: Report | None = None
        try:
            async with asyncio.timeout(LONGEST_S):
                heard = await self._work(job)
        except TimeoutError:
            heard = Failed("log_unavailable", "it took too long")
        except OSError as error:
            _log.error("work over a log cannot be started: %s", error)
        finally:
            job.pid = None
            job.ended_ms = self._clock.now_ms()
            job.status = _final(job.status, heard)
            if job.status.state == "failed":
                _delete(job)

    async def _work(self, job: _Job) -> Report | None:
        """The last that the process says; it has ended when this returns or raises."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*_PROGRAM, stdin=pipe, stdout=pipe)
        job.pid = process.pid
        try:
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            return await self._hear(job, process)
        finally:
            await _end_process(process)

    async def _hear(self, job: _Job, process: asyncio.subprocess.Process) -> Report | None:
        if process.stdin is None or process.stdout is None:
            raise OSError("the process has no pipes")
        order = msgspec.json.encode(_order(self._sources, job))
        process.stdin.write(order + b"\n")
        with suppress(ConnectionError):
            await process.stdin.drain()
        async for line in process.stdout:
            report: Report = msgspec.json.decode(line, type=Report)
            if not isinstance(report, Done):
                return report
            job.status = JobStatus("running", report.done, report.total)
        return None


def _order(sources: JobSources, job: _Job) -> WorkOrder:
    order = WorkOrder(
        "insight",
        job.task.event_id,
        str(sources.data_dir),
        sources.database,
        sources.key,
        str(job.result),
    )
    match job.task:
        case InsightTask():
            return order
        case CompareTask(former_id=former_id):
            return msgspec.structs.replace(order, kind="compare", former_id=former_id)
        case ExportTask(form=form, reason=reason):
            names = reason is not None
            return msgspec.structs.replace(order, kind="export", form=form, names=names)


def _label(task: LogTask) -> tuple[str, str]:
    """Type and name of a result."""
    match task:
        case InsightTask():
            return "application/json", f"{task.event_id}-insight.json"
        case CompareTask():
            return "application/json", f"{task.former_id}-{task.event_id}.json"
        case ExportTask():
            if task.form == "jsonl":
                return "application/x-ndjson", f"{task.event_id}.jsonl"
            return "application/zip", f"{task.event_id}-{task.form}.zip"


def _final(status: JobStatus, heard: Report | None) -> JobStatus:
    match heard:
        case Finished():
            return JobStatus("done", status.total, status.total)
        case Failed(reason=reason, error=error):
            return JobStatus("failed", status.done, status.total, reason, error)
    return JobStatus("failed", status.done, status.total, "log_unavailable", "it was cut off")


def _delete(job: _Job) -> None:
    shutil.rmtree(job.folder, ignore_errors=True)


async def _end_process(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_END_S):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
