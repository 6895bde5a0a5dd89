"""Headers that tell browsers what this island's pages may do, on every response.

No inline code, no `eval`, nothing from or to anywhere else, no frames around us, no referrer (the
link is a secret), camera and microphone for ourselves only. The one exception: pages and sounds
that the author of a map put in its places. The browser program fetches them from another host only
after somebody said yes to that host, pages in a sandboxed frame.
"""

from __future__ import annotations

import re

from aiohttp import hdrs, web

_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?")

_SOURCES = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob: https:",
    "frame-src": "'self' https:",
    "font-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

_ALLOWED_FEATURES = ("camera", "microphone", "display-capture", "fullscreen", "speaker-selection")
_REFUSED_FEATURES = ("geolocation", "payment", "usb", "serial", "midi", "hid")

_FIXED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [f"{name}=(self)" for name in _ALLOWED_FEATURES]
        + [f"{name}=()" for name in _REFUSED_FEATURES]
    ),
}


def protect(app: web.Application) -> None:
    """Put the headers on every response of this application, errors and files included.

    A response that brings a policy of its own (an upload, say) keeps it.
    """
    app.on_response_prepare.append(_add_headers)


def content_security_policy(host: str) -> str:
    """The policy for a page asked of `host` (a Host header, not yet trusted).

    Some browsers do not count a WebSocket to the page's own host as 'self', so it is named.
    """
    host = host.lower()
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    policy = {**_SOURCES, "connect-src": f"'self'{sockets}"}
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    headers = response.headers
    for name, value in _FIXED.items():
        headers.setdefault(name, value)
    policy = content_security_policy(request.headers.get(hdrs.HOST, ""))
    headers.setdefault("Content-Security-Policy", policy)
    headers.pop(hdrs.SERVER, None)  # which versions we run is nobody's business
