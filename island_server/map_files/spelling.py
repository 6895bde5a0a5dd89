"""Slips of the pen in property names: what an author most likely meant."""

from __future__ import annotations

import difflib
import re

from island_server.map_files.wa_properties import known_keys

_LIKENESS = 0.84
_NAME_CHARS = 60
_WALLS = frozenset(
    {
        "collision", "collisions", "collide", "collids", "colides", "collison", "colidible",
        "collidable", "collidible", "colide", "collider", "collisionable", "solid", "blocking",
        "blocked",
    }
)  # fmt: skip
_FOLDED = {re.sub(r"[\s_.:-]", "", name).lower(): name for name in sorted(known_keys())}
_OWN_USE = frozenset({"test", "type", "class", "color", "colour", "order", "label", "title"})


def meant_name(name: str) -> str | None:
    """Give the property that an unknown name most likely stands for; none for one that is known."""
    if name in known_keys():
        return None
    plain = re.sub(r"[\s_.:-]", "", re.split(r"[=(]", name[:_NAME_CHARS], maxsplit=1)[0]).lower()
    if plain in _FOLDED:
        return _FOLDED[plain]
    if plain in _WALLS:
        return "collides"
    if len(plain) < 5 or plain in _OWN_USE:
        return None
    close = difflib.get_close_matches(plain, _FOLDED, n=1, cutoff=_LIKENESS)
    return _FOLDED[close[0]] if close else None
