"""Who may read `/metrics`: programs on this machine, and whoever shows the operator's token."""

from __future__ import annotations

import hmac
import ipaddress

from aiohttp import hdrs, web
from yarl import URL

_BEARER = "Bearer "
_FORWARDED = (
    hdrs.FORWARDED,
    hdrs.VIA,
    hdrs.X_FORWARDED_FOR,
    hdrs.X_FORWARDED_HOST,
    hdrs.X_FORWARDED_PROTO,
    "X-Real-IP",
)
"""By any of these a proxy says that it asks for somebody else."""


def may_read_metrics(request: web.Request, token: str | None) -> bool:
    """Whether a request shows the token (if there is one), or comes from this very machine.

    What a proxy on this machine passes on comes from elsewhere: it says so in a header, or by the
    name of the host that was asked.
    """
    given = request.headers.get(hdrs.AUTHORIZATION, "")
    if given.startswith(_BEARER):
        shown = given.removeprefix(_BEARER).strip().encode("utf-8", "replace")
        return token is not None and hmac.compare_digest(shown, token.encode())
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_here(request.remote) and _is_here(_host_of(request))


def _host_of(request: web.Request) -> str | None:
    """The name of the host that was asked, without the port."""
    try:
        return URL(f"http://{request.headers.get(hdrs.HOST, '')}").host
    except ValueError:
        return None


def _is_here(host: str | None) -> bool:
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
