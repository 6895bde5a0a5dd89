"""`/api/access`: the links of the event and what holds at its door, for organisers."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Annotated, TypeVar

import msgspec
from aiohttp import hdrs, web

from island_server.access_ports import GuestDesk, LinkDesk, LinkRecord, LinkWish, OptionsDesk
from island_server.core.events import Role
from island_server.errors import StoreError
from island_server.protocol.text import MAX_NAME_CHARACTERS, clean_line
from island_server.web.errors import error_response
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.request_body import read_json_map

_log = logging.getLogger("island_server.web")

BODY_MAX_BYTES = 8192
LABEL_MAX_CHARACTERS = 80
GROUPS_MAX = 10
DAYS_MAX = 3650
USES_MAX = 100_000
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}

Handler = Callable[[web.Request], Awaitable[web.Response]]
_Form = TypeVar("_Form", bound=msgspec.Struct)


class LinkForm(msgspec.Struct, forbid_unknown_fields=True):
    """A link as an organiser asks for it."""

    role: Role = Role.ATTENDEE
    label: Annotated[str, msgspec.Meta(max_length=500)] = ""
    groups: Annotated[list[str], msgspec.Meta(max_length=GROUPS_MAX)] = []
    days: Annotated[float, msgspec.Meta(gt=0, le=DAYS_MAX)] | None = None
    uses_max: Annotated[int, msgspec.Meta(ge=1, le=USES_MAX)] | None = None


class OptionsForm(msgspec.Struct, forbid_unknown_fields=True):
    """What an organiser changes; an empty passcode takes it away."""

    passcode: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    guests_only: bool | None = None


class RevokeForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which link is revoked, if not by its id; `send_off`: those inside go as well."""

    token: Annotated[str, msgspec.Meta(max_length=4096)] = ""
    send_off: bool = False


@dataclass(frozen=True, slots=True)
class AccessDesks:
    """What these requests work with.

    Attributes:
        send_off: take everybody off who came by a link; returns how many.
        public_url: where people find the island; None: where the request found it.
        days: for how long a new link is good, if nothing is said.
    """

    links: LinkDesk
    options: OptionsDesk
    guests: GuestDesk
    send_off: Callable[[str], int]
    public_url: str | None
    days: float


def routes(desks: AccessDesks, guard: InvitationGuard) -> list[web.RouteDef]:
    """Serve /api/access, as docs/protocol.md section 9 tells."""
    api = _AccessApi(desks)
    guarded = guarded_by(guard)
    return [
        web.get("/api/access", guarded(api.show)),
        web.post("/api/access/options", guarded(api.set_options)),
        web.post("/api/access/links", guarded(api.make)),
        web.post("/api/access/links/{id}/revoke", guarded(api.revoke)),
        web.post("/api/access/links/{id}/restore", guarded(api.restore)),
        web.post("/api/access/revoke", guarded(api.revoke_token)),
    ]


def guarded_by(guard: InvitationGuard) -> Callable[[Handler], Handler]:
    """Let organisers in, from our own pages, and tell when nothing can be kept."""

    def guarded(handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            guard.admit(request, "access")
            try:
                return await handler(request)
            except StoreError as error:
                _log.error("%s", error)
                return error_response(507, "disk", "The server cannot keep this now.")

        return handle

    return guarded


class _AccessApi:
    def __init__(self, desks: AccessDesks) -> None:
        self._desks = desks

    async def show(self, _request: web.Request) -> web.Response:
        # Thousands of tokens take a while to sign: not on the event loop's time.
        text = await asyncio.to_thread(self._listed, self._desks.links.all())
        return web.Response(text=text, content_type="application/json", headers=_NO_STORE)

    def _listed(self, records: list[LinkRecord]) -> str:
        links = [self._told(record) for record in records]
        told = {"days": self._desks.days, **asdict(self._desks.options.told())}
        return json.dumps({"ok": True, "links": links, **told})

    async def set_options(self, request: web.Request) -> web.Response:
        form = await _read(request, OptionsForm)
        options = self._desks.options
        await options.set_options(passcode=form.passcode, guests_only=form.guests_only)
        return _answer(**asdict(options.told()))

    async def make(self, request: web.Request) -> web.Response:
        form = await _read(request, LinkForm)
        groups = (clean_line(name, MAX_NAME_CHARACTERS, "group") for name in form.groups)
        wish = LinkWish(
            form.role,
            self._desks.days if form.days is None else form.days,
            clean_line(form.label, LABEL_MAX_CHARACTERS, "label") if form.label.strip() else "",
            tuple(dict.fromkeys(groups)),
            form.uses_max,
        )
        record = await self._desks.links.make(wish)
        _log.info("link %s: made for %s", record.id, record.role.value)
        return _answer(link=self._told(record))

    async def revoke(self, request: web.Request) -> web.Response:
        form = await _read(request, RevokeForm)
        return self._revoked(await self._desks.links.revoke(request.match_info["id"]), form)

    async def restore(self, request: web.Request) -> web.Response:
        record = await self._desks.links.restore(request.match_info["id"])
        _log.info("link %s: restored", record.id)
        return _answer(link=self._told(record))

    async def revoke_token(self, request: web.Request) -> web.Response:
        """By the link itself, whole or only its token."""
        form = await _read(request, RevokeForm)
        token = form.token.strip().partition("#")[0].rstrip("/").rpartition("/")[2]
        return self._revoked(await self._desks.links.revoke_token(token), form)

    def _revoked(self, record: LinkRecord, form: RevokeForm) -> web.Response:
        count = self._desks.send_off(record.id) if form.send_off else 0
        _log.info("link %s: revoked; %d sent off", record.id, count)
        return _answer(link=self._told(record), sent_off=count)

    def _told(self, record: LinkRecord) -> dict[str, object]:
        return {
            "id": record.id,
            "role": record.role.value,
            "label": record.label,
            "groups": list(record.groups),
            "made_ms": record.made_ms,
            "expires_ms": record.expires_ms,
            "uses_max": record.uses_max,
            "uses": record.uses,
            "revoked_ms": record.revoked_ms,
            "guest": record.guest != "",
            "token": self._desks.links.token_of(record),
        }


async def _read(request: web.Request, form: type[_Form]) -> _Form:
    """The body as a form. Raises `web.HTTPBadRequest` if it is none."""
    body = await read_json_map(request, BODY_MAX_BYTES)
    try:
        return msgspec.convert(body, form)
    except msgspec.ValidationError:
        raise web.HTTPBadRequest from None


def _answer(**content: object) -> web.Response:
    return web.json_response({"ok": True, **content}, headers=_NO_STORE)
