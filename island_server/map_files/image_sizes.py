"""Kind and size of an image, from its first bytes: PNG, JPEG, GIF and WebP."""

from __future__ import annotations

import struct
from typing import NamedTuple

_PNG_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_GIF_STARTS = (b"GIF87a", b"GIF89a")
_JPEG_START = b"\xff\xd8\xff"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame header (ITU T.81 table B.1): all SOF, not DHT, JPG and DAC."""
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers that have no length after them."""


class ImageSize(NamedTuple):
    """What an image is: its suffix for a file name, and its sides in pixels."""

    suffix: str
    width: int
    height: int


def image_size(content: bytes) -> ImageSize | None:
    """Read the header of an image; none if it is of no kind that browsers and we both read."""
    try:
        if content.startswith(_PNG_START):
            return ImageSize("png", *struct.unpack_from(">II", content, len(_PNG_START)))
        if content.startswith(_GIF_STARTS):
            return ImageSize("gif", *struct.unpack_from("<HH", content, 6))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
        if content.startswith(_JPEG_START):
            return _jpeg(content)
    except (struct.error, IndexError):
        return None
    return None


def _webp(content: bytes) -> ImageSize | None:
    """Read the header of the first chunk (RFC 9649 section 2)."""
    match content[12:16]:
        case b"VP8X":
            width = int.from_bytes(content[24:27], "little") + 1
            height = int.from_bytes(content[27:30], "little") + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", content, 21)
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
        case _:
            return None
    return ImageSize("webp", width, height) if len(content) >= 30 else None


def _jpeg(content: bytes) -> ImageSize | None:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _JPEG_ALONE:
            at += 2
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return ImageSize("jpg", width, height)
        else:
            (length,) = struct.unpack_from(">H", content, at + 2)
            at += 2 + length
    return None
