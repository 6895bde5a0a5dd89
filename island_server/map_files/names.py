"""The names by which a server knows its maps."""

from __future__ import annotations

import re
import unicodedata


def plain_name(stem: str) -> str:
    """Make a name that is one short, plain path segment."""
    ascii_only = unicodedata.normalize("NFKD", stem.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:40].strip("-") or "map"
