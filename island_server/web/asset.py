"""A file in memory, ready to be sent: compressed, with its type and how long to keep it."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from aiohttp import hdrs, web

IMMUTABLE = "public, max-age=31536000, immutable"
"""For addresses that name their content."""
REVALIDATE = "no-cache"
"""Kept, but asked for again each time; the answer is mostly 304."""

_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_COMPRESSIBLE = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
_LEAST_COMPRESSED_BYTES = 512


def content_type(name: str) -> str:
    """The type that a file's suffix stands for; `application/octet-stream` if it is not known."""
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Asset:
    """Bytes and their compressed forms, by content coding."""

    body: bytes
    content_type: str
    cache_control: str
    etag: str
    encoded: tuple[tuple[str, bytes], ...]

    @classmethod
    def make(
        cls, name: str, body: bytes, cache_control: str, ready: dict[str, bytes] | None = None
    ) -> Asset:
        """Prepare a file.

        `ready` holds forms compressed earlier, by coding (`br`, `gzip`); text gets gzip here.
        """
        kind = content_type(name)
        forms = dict(ready or {})
        label = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        if (
            "gzip" not in forms
            and kind.startswith(_COMPRESSIBLE)
            and len(body) >= _LEAST_COMPRESSED_BYTES
        ):
            forms["gzip"] = gzip.compress(body, mtime=0)
        smaller = tuple(
            (c, forms[c]) for c in ("br", "gzip") if c in forms and len(forms[c]) < len(body)
        )
        etag = hashlib.sha256(body).hexdigest()[:20]
        return cls(body, label, cache_control, etag, smaller)

    def respond(self, request: web.Request) -> web.Response:
        """The best form that this browser takes, or 304 if it has the file already."""
        headers = {hdrs.CACHE_CONTROL: self.cache_control, hdrs.ETAG: f'"{self.etag}"'}
        if self.encoded:
            headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
        known = request.if_none_match or ()
        if any(tag.value in (self.etag, "*") for tag in known):
            return web.Response(status=304, headers=headers)
        body = self.body
        accepted = accepted_codings(request.headers.get(hdrs.ACCEPT_ENCODING, ""))
        for coding, encoded in self.encoded:
            if coding in accepted:
                headers[hdrs.CONTENT_ENCODING] = coding
                body = encoded
                break
        headers[hdrs.CONTENT_TYPE] = self.content_type
        return web.Response(body=body, headers=headers)


def accepted_codings(header: str) -> set[str]:
    """The content codings that an Accept-Encoding header allows (RFC 9110 12.5.3), `*` left out."""
    accepted = set()
    for part in header.lower().split(","):
        coding, _, weight = part.partition(";")
        if weight.strip().removeprefix("q=").strip("0.") or not weight:
            accepted.add(coding.strip())
    return accepted
