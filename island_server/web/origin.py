"""Which pages may open the socket: those that this island served."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def allowed_origin(origin: str | None, host: str | None, public_url: str | None) -> bool:
    """Whether a request with this Origin and Host header may open a socket.

    Browsers always send Origin, so a request without it comes from a program, which has no cookies
    or pages to abuse. Allowed are the host that was asked and `public_url`.
    """
    if origin is None:
        return True
    asking = _split(origin)
    if asking is None:
        return False
    if public_url is not None and _place(asking) == _place(_split(public_url)):
        return True
    asked = _split(f"{asking.scheme}://{host}") if host else None
    return _place(asking) == _place(asked)


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        known = parts.scheme in _DEFAULT_PORTS and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    return parts if known and bare else None


def _place(parts: SplitResult | None) -> tuple[str, str, int] | None:
    if parts is None or parts.hostname is None:
        return None
    return parts.scheme, parts.hostname, parts.port or _DEFAULT_PORTS[parts.scheme]
