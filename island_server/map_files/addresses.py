"""Addresses in a map: what may be opened or played, and what is refused.

Kept are `https://` addresses and files beside the map. `http://` becomes `https://`, because a page
that came by https shows nothing else. Every other scheme is refused, `javascript:` and `data:`
first of all.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from island_server.map_files.findings import Findings, quoted

_MOST_CHARS = 2_000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST_LIKE = re.compile(
    r"(?:www\.|[a-z0-9-]+\.(?:com|org|net|io|eu|nl|de|fr|re|tv)(?:/|$))", re.IGNORECASE
)
MUSTACHE = "{{"


def usable_address(value: object, where: str, findings: Findings) -> str | None:
    """Give an address that browsers may have, or none, and remark why.

    Files beside the map come as a normalised path from the map's folder, which can still lead out
    of it (`../`): who reads the file decides.
    """
    text = value.strip() if isinstance(value, str) else ""
    if problem := _problem(text):
        findings.broken(where, f"{quoted(value)} {problem}; it is left out")
        return None
    if text.startswith("//"):
        text = f"https:{text}"
    scheme = _SCHEME.match(text)
    if not scheme:
        return _file(text, where, findings)
    if scheme[1].lower() == "http":
        findings.note(where, f"{quoted(text)} is changed to https://; see that it works there")
        text = f"https{text[scheme.end() - 1 :]}"
    elif scheme[1].lower() != "https":
        findings.broken(where, f"{quoted(text)}: {scheme[1][:20]}: is never opened; it is left out")
        return None
    else:
        text = f"https{text[scheme.end() - 1 :]}"
    if not _has_host(text):
        findings.broken(where, f"{quoted(text)} names no host; it is left out")
        return None
    return text


def _problem(text: str) -> str:
    if not text:
        return "is no address"
    if len(text) > _MOST_CHARS:
        return f"is longer than {_MOST_CHARS} characters"
    if MUSTACHE in text:
        return "is filled in by a script, and scripts are never run"
    if not text.isprintable():
        return "has characters that cannot be in an address"
    return ""


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def _file(text: str, where: str, findings: Findings) -> str | None:
    """Give the path of a file beside the map."""
    if text.startswith("/"):
        findings.broken(
            where,
            f"{quoted(text)} is a place on the old server; give a file beside the map instead",
        )
        return None
    if _HOST_LIKE.match(text):
        findings.slip(
            where, f"{quoted(text)} is taken for a file; did you mean 'https://{text[:60]}'?"
        )
    path = unquote(re.split(r"[?#]", text, maxsplit=1)[0]).replace("\\", "/")
    normal = posixpath.normpath(path) if path else "."
    if normal in {".", ".."} or normal.startswith("/") or not normal.isprintable():
        findings.broken(where, f"{quoted(text)} names no file; it is left out")
        return None
    return normal
