"""Errors over HTTP have one shape, `{ok, error, reason, status}`: no traceback, no token."""

from __future__ import annotations

import logging

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from island_server.errors import AccessDenied, ReasonError

_log = logging.getLogger("island_server.web")

_REASONS = {
    400: ("bad_message", "The request is not understood."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method", "This address does not take that method."),
    413: ("bad_message", "The request is too large."),
    415: ("bad_message", "The request must be JSON."),
}


def error_response(status: int, reason: str, sentence: str) -> web.Response:
    """The one shape of errors; `sentence` is English, for developers."""
    body = {"ok": False, "error": sentence, "reason": reason, "status": status}
    return web.json_response(body, status=status, headers={hdrs.CACHE_CONTROL: "no-store"})


@web.middleware
async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever a handler raises into the one shape."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _of_http(error)
    except ReasonError as error:
        status = 403 if isinstance(error, AccessDenied) else 400
        return error_response(status, error.reason, _REASONS[status][1])
    except Exception:  # noqa: BLE001 - the last resort: logged, and told without its inside
        _log.exception("%s %s failed", request.method, _route_of(request))
        return error_response(500, "internal", "The server failed; its log says why.")


def _of_http(error: web.HTTPException) -> web.Response:
    if error.status < 400:
        raise error
    reason, sentence = _REASONS.get(error.status, ("bad_message", error.reason))
    response = error_response(error.status, reason, sentence)
    if hdrs.ALLOW in error.headers:
        response.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]
    return response


def _route_of(request: web.Request) -> str:
    """The route's pattern: the path itself may hold a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(no route)"
