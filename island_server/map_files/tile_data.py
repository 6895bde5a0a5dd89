"""The cells of a tile layer: from a list, CSV or base64 (raw, zlib, gzip, zstd) to one array.

Memory stays within four bytes per expected cell, however well the file was compressed.
"""

from __future__ import annotations

import binascii
import sys
import zlib
from array import array
from collections.abc import Sequence

import msgspec
import zstandard

from island_server.errors import MapError
from island_server.map_files.json_node import Node, quoted

_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS
"""Lets zlib find out by itself which of the two it is."""

_ZSTD_WINDOW_BYTES = 8 * 2**20
"""What one layer may make the decompressor allocate besides the cells; zstd -19 stays within it."""

_NUMBERS = msgspec.json.Decoder(list[int])


def read_cells(holder: Node, cells: int, encoding: str, compression: str) -> array[int]:
    """Read the `data` of a layer, or of one chunk, of so many cells. Raises `MapError`."""
    data = holder.fields.get("data")
    if isinstance(data, list | array):
        return _from_numbers(holder, data, cells)
    if not isinstance(data, str):
        raise holder.error("data", "must be a list of tile numbers or a text")
    if encoding == "csv":
        return _from_csv(holder, data, cells)
    if encoding == "base64":
        return _from_base64(holder, data, cells, compression)
    raise holder.error("encoding", f"{quoted(encoding)} is not read; csv and base64 are")


def _from_numbers(holder: Node, numbers: Sequence[object], cells: int) -> array[int]:
    _check_count(holder, len(numbers), cells)
    try:
        return array("I", numbers)  # type: ignore[arg-type]  # wrong types are what it refuses
    except (TypeError, OverflowError) as error:
        wrong = next(i for i, n in enumerate(numbers) if not _is_gid(n))
        raise holder.error(f"data[{wrong}]", "must be a tile number, 0..2^32-1") from error


def _from_csv(holder: Node, text: str, cells: int) -> array[int]:
    commas = text.count(",") + 1
    if commas > cells + 1:  # one more: a comma at the very end is harmless
        raise _wrong_count(holder, commas, cells)
    plain = text.strip(", \r\n\t")
    try:
        numbers = _NUMBERS.decode(f"[{plain}]")
    except (msgspec.MsgspecError, ValueError):
        numbers = _unusual_csv(holder, plain)
    return _from_numbers(holder, numbers, cells)


def _unusual_csv(holder: Node, text: str) -> list[int]:
    """Read numbers that are none in JSON, such as 007."""
    try:
        return [int(part) for part in text.split(",")]
    except ValueError as error:
        raise holder.error("data", "must be tile numbers with commas between them") from error


def _from_base64(holder: Node, text: str, cells: int, compression: str) -> array[int]:
    try:
        packed = binascii.a2b_base64(text.encode("ascii"))
    except ValueError as error:
        raise holder.error("data", "is not valid base64") from error
    if compression in {"zlib", "gzip"}:
        packed = _unzip(holder, packed, 4 * cells)
    elif compression == "zstd":
        packed = _unzip_zstd(holder, packed, 4 * cells)
    elif compression:
        problem = f"{quoted(compression)} is not read; zlib, gzip and zstd are"
        raise holder.error("compression", problem)
    if len(packed) % 4:
        raise holder.error("data", f"holds {len(packed)} bytes, which is no whole number of cells")
    _check_count(holder, len(packed) // 4, cells)
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _unzip(holder: Node, packed: bytes, size: int) -> bytes:
    stream = zlib.decompressobj(_ZLIB_OR_GZIP)
    try:
        plain = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise holder.error("data", "cannot be decompressed") from error
    return _not_more(holder, plain, size)


def _unzip_zstd(holder: Node, packed: bytes, size: int) -> bytes:
    """Decompress as a stream: in one piece, zstd allocates what the file claims to hold."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    plain = bytearray()
    try:
        with unpacker.stream_reader(packed) as stream:
            while len(plain) <= size and (part := stream.read(size + 1 - len(plain))):
                plain += part
    except zstandard.ZstdError as error:
        raise holder.error("data", "cannot be decompressed") from error
    return _not_more(holder, bytes(plain), size)


def _not_more(holder: Node, plain: bytes, size: int) -> bytes:
    if len(plain) > size:
        raise holder.error("data", f"holds more than the {size // 4} cells of the layer")
    return plain


def _check_count(holder: Node, found: int, cells: int) -> None:
    if found != cells:
        raise _wrong_count(holder, found, cells)


def _wrong_count(holder: Node, found: int, cells: int) -> MapError:
    return holder.error("data", f"holds {found} cells, the layer has {cells}")


def _is_gid(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < 2**32
