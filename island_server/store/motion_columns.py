"""Columns of numbers as chunks of movement hold them: in planes, all lowest bytes first.

Alike things side by side pack well; docs/attendance-format.md tells the form.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable

_SIZES = {"B": 1, "H": 2, "I": 4, "Q": 8}


def packed(parts: Iterable[bytes]) -> bytes:
    """One zlib stream in which each part that says something has a code of its own.

    In columns nothing repeats but single numbers: to look for more takes ten times as long, and
    gains nothing.
    """
    packer = zlib.compressobj(strategy=zlib.Z_RLE)
    done = bytearray()
    for part in parts:
        done += packer.compress(part)
        if part.count(0) != len(part):
            done += packer.flush(zlib.Z_BLOCK)
    return bytes(done + packer.flush())


def unpack(data: bytes, most_bytes: int) -> bytes:
    """All of a zlib stream (RFC 1950), no less and no more. Raises ValueError."""
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(data, most_bytes)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("it is cut off, or goes on after its end")
    return body


def planes(column: array[int]) -> list[bytes]:
    """The planes of a column, the lowest bytes first."""
    plain = _little(column).tobytes()
    return [plain[byte :: column.itemsize] for byte in range(column.itemsize)]


def text(name: str) -> bytes:
    """Text with its length before it."""
    raw = name.encode()
    return struct.pack("<H", len(raw)) + raw


def zigzag(number: int) -> int:
    """A number without a sign: 0, -1, 1, -2, 2 ... are 0, 1, 2, 3, 4 ..."""
    return number << 1 if number >= 0 else (-number << 1) - 1


def unzigzag(number: int) -> int:
    """What `zigzag` was given."""
    return -((number + 1) >> 1) if number & 1 else number >> 1


class ColumnReader:
    """Takes one part of an unpacked chunk after another. Raises ValueError where it ends early."""

    def __init__(self, body: bytes, at: int) -> None:
        self._body = body
        self._at = at

    def text(self) -> str:
        """Text with its length before it."""
        (length,) = struct.unpack("<H", self._take(2))
        return self._take(length).decode()

    def column(self, code: str, count: int) -> array[int]:
        """Numbers, put together again from their planes; `code` as in `array` and `struct`."""
        size = _SIZES[code]
        found = self._take(count * size)
        plain = bytearray(count * size)
        for byte in range(size):
            plain[byte::size] = found[byte * count : (byte + 1) * count]
        return _little(array(code, bytes(plain)))

    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at == len(self._body)

    def _take(self, length: int) -> bytes:
        part = self._body[self._at : self._at + length]
        if len(part) != length:
            raise ValueError("it ends too soon")
        self._at += length
        return part


def _little(column: array[int]) -> array[int]:
    """The column with lowest bytes first in memory, or, given such a one, as the machine does."""
    if sys.byteorder == "little":
        return column
    turned = column[:]
    turned.byteswap()
    return turned
