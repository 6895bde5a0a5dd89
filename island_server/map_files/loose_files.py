"""Files chosen one by one come without their folders: put each where the map looks for it.

A map that says `../tiles/wall.png` finds the file that was given as `wall.png`.
"""

from __future__ import annotations

import os
from pathlib import Path

from island_server.map_files.limits import MapLimits
from island_server.map_files.map_package import TAKEN_SUFFIXES, PackageLimits, path_problem
from island_server.map_files.map_references import MAP_SUFFIXES, MEDIA_SUFFIXES, texts_in

_DEEPEST = 8
"""How many folders up a map may look."""


def settle(folder: Path, package: PackageLimits, limits: MapLimits) -> None:
    """Lay out the files in a folder without folders as those among them refer to one another.

    All move some folders down, as far as they look up. Raises `MapError` for a file that cannot be
    read, `OSError` if the disk refuses.
    """
    given = _wanted(folder)
    texts = {path: _texts(path, limits) for path in given}
    deepest = max((text.count("../") for found in texts.values() for text in found), default=0)
    home = folder.joinpath(*["up"] * min(deepest, _DEEPEST))
    if home != folder:
        home.mkdir(parents=True)
        for path in given:
            path.rename(home / path.name)
    by_name = {path.name: home / path.name for path in given}
    waiting = [(home / path.name, found) for path, found in texts.items()]
    placed = 0
    while waiting and placed < package.files:
        path, found = waiting.pop()
        for text in sorted(found):
            place = _missing_below(folder, path.parent, text, package)
            source = by_name.get(place.name) if place else None
            if place and source and source.exists() and placed < package.files:
                _put(source, place)
                placed += 1
                waiting.append((place, texts[folder / source.name]))


def _texts(path: Path, limits: MapLimits) -> set[str]:
    return set() if path.suffix.lower() in MEDIA_SUFFIXES else texts_in(path, limits)


def _wanted(folder: Path) -> list[Path]:
    """Remove what no map needs; give the rest."""
    given = sorted(folder.iterdir())
    for path in given:
        if path.suffix.lower() not in TAKEN_SUFFIXES:
            path.unlink()
    return [path for path in given if path.suffix.lower() in TAKEN_SUFFIXES]


def _missing_below(folder: Path, here: Path, text: str, package: PackageLimits) -> Path | None:
    """Where a text looks for a file, if that is below the folder and nothing is in the way."""
    place = Path(os.path.normpath(here / text))
    if text.startswith("/") or "://" in text or not place.is_relative_to(folder):
        return None
    below = place.relative_to(folder)
    if path_problem(below.as_posix(), package):
        return None
    folders = (folder / parent for parent in below.parents)
    is_free = not os.path.lexists(place) and not any(path.is_file() for path in folders)
    return place if is_free else None


def _put(source: Path, place: Path) -> None:
    """A map moves there, being one map only; anything else may be wanted in several places."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix.lower() in MAP_SUFFIXES:
        source.rename(place)
    else:
        place.hardlink_to(source)
