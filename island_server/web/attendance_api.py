"""`/api/attendance`: the attendance log, for organisers: look at it, and ask who somebody is."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from aiohttp import hdrs, web

from island_server.attendance_ports import LogDesk, SegmentMark
from island_server.ports import Clock, Invitation
from island_server.web.asset import accepted_codings
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

NAMES_PER_MINUTE = 10
LEAST_COMPRESSED_BYTES = 1024
COMPRESSED_PAYS = 0.9
"""A form that is not smaller than this part of the plain one is not worth unpacking."""
_GZIP_LEVEL = 5
_MOST_SEQ = 2**63 - 1


def routes(desk: LogDesk, guard: InvitationGuard, clock: Clock) -> list[web.RouteDef]:
    """Serve what of /api/attendance is answered at once, as docs/protocol.md section 7 tells."""
    api = _AttendanceApi(desk, MinuteRate(clock, NAMES_PER_MINUTE))
    let_in = partial(guarded, guard)
    return [
        web.get("/api/attendance", let_in(api.events)),
        web.get("/api/attendance/{event}/timeline", let_in(api.timeline)),
        web.get("/api/attendance/{event}/segment", let_in(api.segment)),
        web.post("/api/attendance/{event}/names", let_in(api.names)),
    ]


class _AttendanceApi:
    def __init__(self, desk: LogDesk, names_rate: MinuteRate) -> None:
        self._desk = desk
        self._names_rate = names_rate

    async def events(self, _request: web.Request, invitation: Invitation) -> web.Response:
        events = await self._desk.events()
        return answer(events=[asdict(event) for event in events], live=invitation.event_id)

    async def timeline(self, request: web.Request, _: Invitation) -> web.Response:
        timeline = await self._desk.timeline(request.match_info["event"])
        return answer(
            event=timeline.event,
            name=timeline.name,
            log=timeline.log,
            first_ms=timeline.first_ms,
            last_ms=timeline.last_ms,
            is_live=timeline.is_live,
            islands=[
                {"name": name, "segments": _plain(marks)}
                for name, marks in timeline.islands.items()
            ],
            restarts=timeline.restarts,
            access=[asdict(access) for access in timeline.access],
        )

    async def segment(self, request: web.Request, _: Invitation) -> web.Response:
        island, seq = request.query.get("island"), request.query.get("seq", "")
        if not island or not (seq.isascii() and seq.isdecimal()) or int(seq[:20]) > _MOST_SEQ:
            raise web.HTTPBadRequest
        body = await self._desk.segment(request.match_info["event"], island, int(seq))
        headers = {**NO_STORE, hdrs.VARY: hdrs.ACCEPT_ENCODING}
        if "gzip" in accepted_codings(request.headers.get(hdrs.ACCEPT_ENCODING, "")):
            packed = await asyncio.to_thread(_compressed, body)
            if packed is not None:
                body = packed
                headers[hdrs.CONTENT_ENCODING] = "gzip"
        return web.Response(body=body, content_type="application/msgpack", headers=headers)

    async def names(self, request: web.Request, invitation: Invitation) -> web.Response:
        reason = reason_of(await read_json_map(request, BODY_MAX_BYTES))
        self._names_rate.take()
        event = request.match_info["event"]
        people = await self._desk.names(event, invitation.role, reason)
        return answer(people={pseudonym: asdict(person) for pseudonym, person in people.items()})


def _plain(marks: Sequence[SegmentMark]) -> list[tuple[int, int, int, str]]:
    return [(mark.seq, mark.wall_ms, mark.run, mark.map_id) for mark in marks]


def _compressed(body: bytes) -> bytes | None:
    """The body in gzip, if that pays: movement is packed already."""
    if len(body) < LEAST_COMPRESSED_BYTES:
        return None
    packed = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return packed if len(packed) < COMPRESSED_PAYS * len(body) else None
