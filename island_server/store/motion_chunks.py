"""Movement as it is kept: `Moved` after `Moved` in chunks of bytes.

The forms are told in docs/attendance-format.md; the newest is written, all are read. A chunk stands
on its own; it knows nothing of the chunks before it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from island_server.core.logged import Logged
from island_server.store import motion_form1, motion_form2
from island_server.store.motion_columns import unpack
from island_server.store.motion_form2 import MotionColumns
from island_server.store.packed_moves import PackedMoves

MOST_BYTES = 64 * 2**20
"""Largest chunk, unpacked."""

_READERS = {motion_form1.FORM: motion_form1.read, motion_form2.FORM: motion_form2.read}


def encode_chunk(entries: Sequence[Logged]) -> bytes:
    """The bytes of entries that are all `Moved` of one run, in order; at least one."""
    columns = MotionColumns()
    columns.extend(entries)
    return encode_columns(columns)


def encode_columns(columns: MotionColumns) -> bytes:
    """The bytes of the chunk that columns make; if they are long, let it run in a thread."""
    return bytes([motion_form2.FORM]) + columns.packed()


def decode_chunk(data: bytes, run: int) -> list[Logged]:
    """The entries of a chunk. Raises ValueError if it is damaged or of a newer version."""
    return list(open_chunk(data, run).entries)


def open_chunk(data: bytes, run: int) -> PackedMoves:
    """What a chunk holds, to be decoded move by move.

    Raises ValueError if it is damaged or of a newer version, here or while moves are taken.
    """
    if not data:
        raise ValueError("the chunk is empty")
    reader = _READERS.get(data[0])
    if reader is None:
        raise ValueError(f"the chunk has form {data[0]}, which a newer version of Eiland writes")
    try:
        moves = reader(unpack(data[1:], MOST_BYTES), run)
    except (struct.error, ValueError) as error:
        raise _damaged(error) from None
    return PackedMoves(moves.count, moves.first_seq, moves.last_seq, _checked(moves.entries))


def _checked(entries: Iterator[Logged]) -> Iterator[Logged]:
    try:
        yield from entries
    except ValueError as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> ValueError:
    return ValueError(f"the chunk is damaged: {error}")
