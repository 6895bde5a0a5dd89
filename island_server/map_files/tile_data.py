"""The cells of a tile layer: from a list, CSV or base64 (raw, zlib, gzip) to one number per cell.

Memory stays within four bytes per expected cell, however well the file was compressed.
"""

from __future__ import annotations

import binascii
import sys
import zlib
from array import array
from collections.abc import Sequence

from island_server.errors import MapError
from island_server.map_files.json_node import Node

_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS
"""Lets zlib find out by itself which of the two it is."""


def read_cells(layer: Node, cells: int) -> array[int]:
    """Read the `data` of a layer of `cells` cells."""
    data = layer.fields.get("data")
    encoding = layer.text("encoding", "csv")
    if isinstance(data, list):
        return _from_numbers(layer, data, cells)
    if not isinstance(data, str):
        raise layer.error("data", "must be a list of tile numbers or a text")
    if encoding == "csv":
        return _from_csv(layer, data, cells)
    if encoding == "base64":
        return _from_base64(layer, data, cells)
    raise layer.error("encoding", f"'{encoding[:40]}' is not read; csv and base64 are")


def _from_numbers(layer: Node, numbers: Sequence[object], cells: int) -> array[int]:
    _check_count(layer, len(numbers), cells)
    try:
        return array("I", numbers)  # type: ignore[arg-type]  # wrong types are what it refuses
    except (TypeError, OverflowError) as error:
        wrong = next(i for i, n in enumerate(numbers) if not _is_gid(n))
        raise layer.error(f"data[{wrong}]", "must be a tile number, 0..2^32-1") from error


def _from_csv(layer: Node, text: str, cells: int) -> array[int]:
    commas = text.count(",") + 1
    if commas > cells + 1:  # one more: a comma at the very end is harmless
        raise _wrong_count(layer, commas, cells)
    try:
        numbers = [int(part) for part in text.rstrip(", \r\n\t").split(",")]
    except ValueError as error:
        raise layer.error("data", "must be tile numbers with commas between them") from error
    return _from_numbers(layer, numbers, cells)


def _from_base64(layer: Node, text: str, cells: int) -> array[int]:
    try:
        packed = binascii.a2b_base64(text.encode("ascii"))
    except ValueError as error:
        raise layer.error("data", "is not valid base64") from error
    compression = layer.text("compression", "")
    if compression in {"zlib", "gzip"}:
        packed = _decompress(layer, packed, 4 * cells)
    elif compression:
        raise layer.error("compression", f"'{compression[:40]}' is not read; zlib and gzip are")
    if len(packed) % 4:
        raise layer.error("data", f"holds {len(packed)} bytes, which is no whole number of cells")
    _check_count(layer, len(packed) // 4, cells)
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _decompress(layer: Node, packed: bytes, size: int) -> bytes:
    stream = zlib.decompressobj(_ZLIB_OR_GZIP)
    try:
        plain = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise layer.error("data", "cannot be decompressed") from error
    if len(plain) > size:
        raise layer.error("data", f"holds more than the {size // 4} cells of the map")
    return plain


def _check_count(layer: Node, found: int, cells: int) -> None:
    if found != cells:
        raise _wrong_count(layer, found, cells)


def _wrong_count(layer: Node, found: int, cells: int) -> MapError:
    return layer.error("data", f"holds {found} cells, the map has {cells}")


def _is_gid(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < 2**32
