"""The maps that come with Eiland: inside the installed package, or in a checkout beside it."""

from __future__ import annotations

import re
from pathlib import Path

from island_server.errors import MapError

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "_maps", _PACKAGE.parent / "maps")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def bundled_maps() -> dict[str, Path]:
    """Give the map files that come with Eiland, by name."""
    found: dict[str, Path] = {}
    for folder in _FOLDERS:
        for path in sorted(folder.glob("*/*.tmj")):
            if path.stem == path.parent.name:
                found.setdefault(path.stem, path)
    return found


def bundled_file(name: str) -> Path | None:
    """Give a file that belongs to the maps, such as `avatars/avatars.png`, if it is there."""
    for folder in _FOLDERS:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None


def find_map(name_or_path: str) -> Path:
    """Find a map by the name of one that comes with Eiland, or by the path of a file.

    Raises `MapError` that names the maps there are.
    """
    known = bundled_maps()
    if _NAME.fullmatch(name_or_path) and name_or_path in known:
        return known[name_or_path]
    path = Path(name_or_path)
    if path.suffix:
        return path
    names = ", ".join(known) or "none are installed"
    raise MapError(f"{name_or_path}: no such map; by name there are: {names}; or give a file")
