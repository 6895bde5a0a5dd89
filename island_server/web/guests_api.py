"""`/api/access/guests`: the guest list, in and out, for organisers."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

from aiohttp import hdrs, web

from island_server.access_ports import GUEST_FILE_BYTES_MAX, GuestFileRefused
from island_server.web.access_api import AccessDesks, guarded_by
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.request_body import READ_TIMEOUT_S

_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}


def routes(desks: AccessDesks, guard: InvitationGuard) -> list[web.RouteDef]:
    """Serve /api/access/guests, as docs/protocol.md section 9 tells."""

    async def upload(request: web.Request) -> web.Response:
        if request.content_type != "text/csv":
            raise web.HTTPUnsupportedMediaType
        data = await _read(request)
        try:
            done = await desks.guests.take_in(data, desks.days)
        except GuestFileRefused as refused:
            body = {
                "ok": False,
                "error": "There are mistakes in the guest list; nothing of it was taken.",
                "reason": "bad_guests",
                "status": 400,
                "mistakes": [asdict(mistake) for mistake in refused.mistakes],
            }
            return web.json_response(body, status=400, headers=_NO_STORE)
        return web.json_response({"ok": True, **asdict(done)}, headers=_NO_STORE)

    async def download(request: web.Request) -> web.Response:
        base_url = desks.public_url or f"{request.scheme}://{request.host}"
        headers = {**_NO_STORE, hdrs.CONTENT_DISPOSITION: 'attachment; filename="guests.csv"'}
        file = await asyncio.to_thread(desks.guests.as_file, base_url)
        return web.Response(body=file, content_type="text/csv", headers=headers)

    guarded = guarded_by(guard)
    return [
        web.post("/api/access/guests", guarded(upload)),
        web.get("/api/access/guests.csv", guarded(download)),
    ]


async def _read(request: web.Request) -> bytes:
    data = bytearray()
    try:
        async with asyncio.timeout(READ_TIMEOUT_S):
            async for chunk in request.content.iter_any():
                data += chunk
                if len(data) > GUEST_FILE_BYTES_MAX:
                    raise web.HTTPRequestEntityTooLarge(GUEST_FILE_BYTES_MAX, len(data))
    except TimeoutError:
        raise web.HTTPBadRequest from None
    return bytes(data)
