"""The maps that come with Eiland: inside the installed package, or in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

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
