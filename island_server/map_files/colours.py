"""Colours as Tiled writes them: `#rrggbb`, `#aarrggbb` or `#rgb`, with or without the #."""

from __future__ import annotations

import re

from island_server.map_files.json_node import Node
from island_server.map_files.reading import Reading

_COLOUR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
WHITE = (255.0, 255.0, 255.0)

Rgb = tuple[float, float, float]


def read_colour(node: Node, key: str, reading: Reading) -> str | None:
    """Read a colour as "#rrggbb", whatever shows through it; none, with a warning, if wrong."""
    read = _channels(node, key, reading)
    return written(read[1:]) if read else None


def read_tint(node: Node, key: str, reading: Reading) -> Rgb:
    """Read a colour by which pictures are multiplied; what shows through it weakens it."""
    read = _channels(node, key, reading)
    if read is None:
        return WHITE
    alpha = read[0] / 255
    red, green, blue = (255 - alpha * (255 - channel) for channel in read[1:])
    return red, green, blue


def multiplied(one: Rgb, other: Rgb) -> Rgb:
    """Give the tint of a layer within a tinted group."""
    red, green, blue = (a * b / 255 for a, b in zip(one, other, strict=True))
    return red, green, blue


def written(colour: Rgb) -> str:
    """Write a colour as "#rrggbb"."""
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)


def _channels(node: Node, key: str, reading: Reading) -> tuple[float, float, float, float] | None:
    text = node.text(key, "")
    if not text:
        return None
    match = _COLOUR.fullmatch(text)
    if match is None:
        reading.warn(node, key, "is no colour")
        return None
    digits = match[1]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    alpha, red, green, blue = bytes.fromhex(digits.rjust(8, "f"))
    return alpha, red, green, blue
