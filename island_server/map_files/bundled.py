"""The maps that come with Eiland: inside the installed package, or in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

from island_server.errors import MapError

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_maps"
_CHECKOUT = _PACKAGE.parent / "maps"


def maps_folder() -> Path:
    """Give the folder with the maps and the avatar art that come with Eiland."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def known_maps(folder: Path | None = None) -> dict[str, Path]:
    """Give the maps of a folder (that of Eiland if none is given) by name: `NAME/NAME.tmj`."""
    files = sorted((folder or maps_folder()).glob("*/*.tmj"))
    return {path.stem: path for path in files if path.stem == path.parent.name}


def find_map(name_or_path: str, folder: Path | None = None) -> Path:
    """Find a map by the name that it has in a folder, or by the path of its file.

    Raises `MapError` that tells the names there are.
    """
    known = known_maps(folder)
    if name_or_path in known:
        return known[name_or_path]
    path = Path(name_or_path)
    if path.suffix:
        return path
    names = ", ".join(known) or "none"
    raise MapError(f"{name_or_path}: no such map; by name there are: {names}; or give a file")
