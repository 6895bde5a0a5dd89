"""What the first bytes of a picture say: its type and its size, before anybody shows it."""

from __future__ import annotations

import struct
from typing import NamedTuple

from island_server.core.activities import limits
from island_server.errors import ReasonError

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class PictureForm(NamedTuple):
    """A type that browsers show (png, gif, jpeg, webp), and the size in pixels."""

    suffix: str
    width_px: int
    height_px: int


def check_picture(data: bytes) -> PictureForm:
    """The form of a picture.

    Raises `ReasonError`: picture_form (no PNG, JPEG, GIF or WebP), picture_size (too many bytes
    or pixels).
    """
    if len(data) > limits.PICTURE_BYTES:
        raise ReasonError("picture_size", f"{limits.PICTURE_BYTES} bytes")
    try:
        form = _form(data)
    except (struct.error, IndexError):
        form = None
    if form is None:
        raise ReasonError("picture_form")
    if not 1 <= min(form[1:]) <= max(form[1:]) <= limits.PICTURE_SIDE_PX:
        raise ReasonError("picture_size", f"{limits.PICTURE_SIDE_PX} pixels")
    return form


def _form(data: bytes) -> PictureForm | None:
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        return PictureForm("png", *struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return PictureForm("gif", *struct.unpack("<HH", data[6:10]))
    if data[:2] == b"\xff\xd8":
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> PictureForm | None:
    """Go from marker to marker until the frame: ITU T.81, annex B."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            height_px, width_px = struct.unpack(">HH", data[at + 5 : at + 9])
            return PictureForm("jpeg", width_px, height_px)
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        at += 2 + max(2, length)
    return None


def _webp(data: bytes) -> PictureForm | None:
    """The three forms of RFC 9649, section 2."""
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[i : i + 3], "little") for i in (24, 27))
        return PictureForm("webp", width + 1, height + 1) if len(data) >= 30 else None
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return PictureForm("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return PictureForm("webp", width & 0x3FFF, height & 0x3FFF)
    return None
