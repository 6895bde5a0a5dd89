"""The names by which a server knows its maps, and by which people know places."""

from __future__ import annotations

import re
import unicodedata

_SEAMS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]+")
_TECHNICAL = frozenset({"jitsi", "bbb", "livekit", "url", "website", "audio", "sound"})


def plain_name(stem: str) -> str:
    """Make a name that is one short, plain path segment."""
    ascii_only = unicodedata.normalize("NFKD", stem.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:40].strip("-") or "map"


def spoken_name(name: str) -> str:
    """Make words out of the name of a layer or an area: jitsiChillZone is "Chill zone".

    Names with spaces in them were written for people and stay as they are.
    """
    if any(c.isspace() for c in name):
        return name
    words = [word for word in _SEAMS.split(name) if word]
    while len(words) > 1 and words[0].lower() in _TECHNICAL:
        del words[0]
    if not words:
        return name
    said = " ".join(word if word.isupper() else word.lower() for word in words)
    return said[0].upper() + said[1:]
