"""Exits: from an address in a map to an entry of an island of this server.

WorkAdventure's addresses name a map file somewhere: beside this one (`office.tmj#kitchen`), on a
host (`/_/global/HOST/PATH/office.json`, `https://play.../_/...`) or in a world
(`/@/ORG/WORLD/office`, `/~/PATH/office.wam`). Here an island is known by the plain name of its
file, wherever that was.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from island_server.core.zone_effects import Portal
from island_server.map_files.addresses import MUSTACHE
from island_server.map_files.findings import Findings, quoted
from island_server.map_files.names import plain_name
from island_server.map_files.wa_properties import shown

MAP_SUFFIXES = frozenset({".tmj", ".json", ".tmx", ".wam"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "world"})
"""`world://ASSEMBLY/map.json` is how rC3 wrote them."""

_MOST_CHARS = 2_000
_ENTRY_CHARS = 100


def portal_of(address: object, map_name: str, where: str, findings: Findings) -> Portal | None:
    """Say where an exit leads, or none, and remark why.

    Args:
        address: as the map has it.
        map_name: the plain name of the map itself, which is "" in a portal.
        where: what has the address, for remarks.
        findings: takes the remarks.
    """
    text = address.strip() if isinstance(address, str) else ""
    if not text or len(text) > _MOST_CHARS or MUSTACHE in text:
        why = (
            "is filled in by a script, and scripts are never run"
            if MUSTACHE in text
            else "is no map"
        )
        findings.broken(where, f"{quoted(address)} {why}; the exit is left out")
        return None
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _SCHEMES:
        findings.broken(where, f"{quoted(text)} is no map; the exit is left out")
        return None
    place, _, fragment = text.partition("#")
    place = place.partition("?")[0].replace("\\", "/")
    if not place:
        return Portal("", _entry(fragment))
    island = _island(place)
    beside = not scheme and posixpath.dirname(posixpath.normpath(place)) == ""
    return Portal("" if beside and island == map_name else island, _entry(fragment))


def map_file_of(address: object) -> str:
    """Give the relative path of the map to which an exit leads; "" if it is not one beside it."""
    if not isinstance(address, str) or _SCHEME.match(address) or address.startswith("/"):
        return ""
    return unquote(re.split(r"[?#]", address.strip(), maxsplit=1)[0]).replace("\\", "/")


def _island(place: str) -> str:
    parts = [part for part in unquote(place).split("/") if part not in {"", ".", ".."}]
    last = parts[-1] if parts else ""
    stem, suffix = posixpath.splitext(last)
    return plain_name(stem if suffix.lower() in MAP_SUFFIXES | {".html"} else last)


def _entry(fragment: str) -> str:
    """Give the name of an entry: what stands before `&moveTo=...`."""
    name = unquote(fragment.partition("&")[0])
    return "" if "=" in name else shown(name, _ENTRY_CHARS)
