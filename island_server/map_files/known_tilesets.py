"""Licence notes on tilesets that many maps use, by the names of their files.

A name is only a hint: what counts is the licence that came with the pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from island_server.map_files.tiled_model import Tileset


@dataclass(frozen=True, slots=True)
class KnownArt:
    """Art that is known by its names, and what its licence is known to say."""

    title: str
    pattern: re.Pattern[str]
    note: str


def _known(title: str, pattern: str, note: str) -> KnownArt:
    return KnownArt(title, re.compile(pattern, re.IGNORECASE), note)


KNOWN_ART = (
    _known(
        "WorkAdventure's own tilesets",
        r"(?:^|/)WA_[A-Za-z]|workadventure",
        "its assets licence allows them only in WorkAdventure; replace them, or ask its makers",
    ),
    _known(
        "LimeZu",
        r"limezu|modern[_ -]?(?:interiors|exteriors|office|farm|ui)|room[_ -]?builder",
        "the paid packs may be shown in a project but not passed on as files; see that you hold a "
        "licence that covers a public server",
    ),
    _known(
        "LPC (Liberated Pixel Cup)",
        r"(?:^|[/_ -])lpc(?:[/_ .-]|$)",
        "CC-BY-SA 3.0 and GPL 3.0: name the artists, in mapCopyright or tilesetCopyright",
    ),
    _known("Kenney", r"kenney", "CC0: free to use, naming the maker is welcome but not asked"),
    _known(
        "rC3 and other congress art",
        r"(?:^|[/_ -])rc3(?:[/_ .-]|$)",
        "each assembly chose its own licence; look into the repository that it came from",
    ),
    _known(
        "RPG Maker",
        r"rpg[_ -]?maker|(?:^|/)(?:VX|MV|MZ|RTP)[_ -]|(?:^|/)(?:Outside|Inside|Dungeon)_[A-E]\d?\.",
        "its pictures may be used only in games made with RPG Maker",
    ),
)


def licence_notes(tilesets: Iterable[Tileset]) -> Iterator[tuple[KnownArt, tuple[str, ...]]]:
    """Give the known art among these tilesets, with the names of those that look like it."""
    found: dict[KnownArt, dict[str, None]] = {}
    for tileset in tilesets:
        paths = [tileset.image or "", *(own.image for own in tileset.tile_images.values())][:100]
        for art in KNOWN_ART:
            if any(art.pattern.search(text) for text in (tileset.name, *paths)):
                found.setdefault(art, {})[tileset.name] = None
                break
    return ((art, tuple(names)) for art, names in found.items())
