"""`/api/attendance`: long work over logs, for organisers: begin it, follow it, fetch its result."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import get_args

from aiohttp import hdrs, web

from island_server.attendance_ports import (
    CompareTask,
    ExportForm,
    ExportTask,
    InsightTask,
    LogTask,
    LogWork,
)
from island_server.ports import Clock, Invitation
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.log_answers import (
    BODY_MAX_BYTES,
    NO_STORE,
    MinuteRate,
    answer,
    guarded,
    reason_of,
)
from island_server.web.request_body import read_json_map

JOBS_PER_MINUTE = 30

_JOB = "/api/attendance/jobs/{job:(?!(?:timeline|segment|names|jobs)$)[^/]+}"
"""An event may be called "jobs" as well."""


def routes(work: LogWork, guard: InvitationGuard, clock: Clock) -> list[web.RouteDef]:
    """Serve the jobs of docs/protocol.md section 7."""
    api = _JobsApi(work, MinuteRate(clock, JOBS_PER_MINUTE))
    let_in = partial(guarded, guard)
    return [
        web.post("/api/attendance/{event}/jobs", let_in(api.start)),
        web.get(_JOB, let_in(api.status)),
        web.get(f"{_JOB}/result", let_in(api.result)),
        web.delete(_JOB, let_in(api.stop)),
    ]


class _JobsApi:
    def __init__(self, work: LogWork, rate: MinuteRate) -> None:
        self._work = work
        self._rate = rate

    async def start(self, request: web.Request, invitation: Invitation) -> web.Response:
        body = await read_json_map(request, BODY_MAX_BYTES)
        task = _task(request.match_info["event"], body)
        self._rate.take()
        return answer(job=await self._work.start(invitation.event_id, invitation.role, task))

    async def status(self, request: web.Request, invitation: Invitation) -> web.Response:
        status = self._work.status(invitation.event_id, request.match_info["job"])
        return answer(**asdict(status))

    async def result(self, request: web.Request, invitation: Invitation) -> web.StreamResponse:
        result = self._work.result(invitation.event_id, request.match_info["job"])
        response = web.FileResponse(result.path, headers=NO_STORE)
        response.headers[hdrs.CONTENT_TYPE] = result.content_type
        response.headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{result.name}"'
        return response

    async def stop(self, request: web.Request, invitation: Invitation) -> web.Response:
        await self._work.stop(invitation.event_id, request.match_info["job"])
        return answer()


def _task(event_id: str, body: dict[str, object]) -> LogTask:
    """What is asked for. Raises 400 for what is no such task."""
    kind, former, form = body.get("kind"), body.get("with"), body.get("format")
    if kind == "insight":
        return InsightTask(event_id)
    if kind == "compare" and isinstance(former, str):
        return CompareTask(event_id, former)
    if kind == "export":
        for known in get_args(ExportForm):
            if form == known:
                return ExportTask(event_id, known, _export_reason(body))
    raise web.HTTPBadRequest


def _export_reason(body: dict[str, object]) -> str | None:
    """Why it is to be with names, `None` if it is not to be."""
    names = body.get("names", False)
    if not isinstance(names, bool):
        raise web.HTTPBadRequest
    return reason_of(body) if names else None
