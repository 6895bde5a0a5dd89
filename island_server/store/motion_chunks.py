"""Movement as it is kept: all `Moved` of one batch in one chunk of bytes.

The form is told in docs/attendance-format.md. A chunk stands on its own; it knows nothing of the
chunks before it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import pack_run, unpack_run

VERSION = 1
_AS_THE_LAST_RUN = 8
MOST_BYTES = 64 * 2**20
"""Largest chunk, unpacked."""

_HEAD = struct.Struct("<IIqqqH")
_COLUMNS = "IQQHIQHHBH"
"""seq, t_ms, wall_ms, island, avatar, t0_ms, x, y, facing, number of runs."""


def encode_chunk(entries: Sequence[Logged]) -> bytes:
    """The bytes of entries that are all `Moved` of one run, in order; at least one."""
    moves = [entry.what for entry in entries if isinstance(entry.what, Moved)]
    islands = list(dict.fromkeys(entry.island for entry in entries))
    places = {island: index for index, island in enumerate(islands)}
    runs = [pack_run(run) for move in moves for run in move.runs]
    first = entries[0]
    head = _HEAD.pack(len(moves), len(runs), first.seq, moves[0].t_ms, first.wall_ms, len(islands))
    columns: list[Iterable[int]] = [
        _steps(entry.seq for entry in entries),
        map(_zigzag, _steps(move.t_ms for move in moves)),
        map(_zigzag, _steps(entry.wall_ms for entry in entries)),
        (places[entry.island] for entry in entries),
        (move.avatar for move in moves),
        (_zigzag(move.t_ms - move.t0_ms) for move in moves),
        (move.x for move in moves),
        (move.y for move in moves),
        (_facing(move) for move in moves),
        (len(move.runs) for move in moves),
    ]
    parts = [
        head + b"".join(_text(island) for island in islands),
        *chain.from_iterable(
            _planes(code, list(column)) for code, column in zip(_COLUMNS, columns, strict=True)
        ),
        *_planes("H", runs),
    ]
    return bytes([VERSION]) + _packed(parts)


def decode_chunk(data: bytes, run: int) -> list[Logged]:
    """The entries of a chunk. Raises ValueError if it is damaged or of a newer version."""
    if not data:
        raise ValueError("the chunk is empty")
    if data[0] != VERSION:
        raise ValueError(f"the chunk has form {data[0]}, which a newer version of Eiland writes")
    try:
        return _decode_body(unpack(data[1:], MOST_BYTES), run)
    except (struct.error, IndexError, ValueError) as error:
        raise ValueError(f"the chunk is damaged: {error}") from None


def _decode_body(body: bytes, run: int) -> list[Logged]:
    count, run_count, seq, t_ms, wall_ms, island_count = _HEAD.unpack_from(body)
    reader = _Reader(body, _HEAD.size)
    islands = [reader.text() for _ in range(island_count)]
    seqs, ts, walls, places, avatars, delays, xs, ys, facings, lengths = (
        reader.column(code, count) for code in _COLUMNS
    )
    runs = [unpack_run(packed) for packed in reader.column("H", run_count)]
    if (
        not reader.is_at_end()
        or sum(lengths) != run_count
        or max(facings, default=0) > _AS_THE_LAST_RUN
    ):
        raise ValueError("its parts do not fit together")
    seqs = tuple(accumulate(seqs, initial=seq))[1:]
    ts = tuple(accumulate(map(_unzigzag, ts), initial=t_ms))[1:]
    walls = tuple(accumulate(map(_unzigzag, walls), initial=wall_ms))[1:]
    columns = zip(seqs, ts, walls, places, avatars, delays, xs, ys, facings, strict=True)
    entries = []
    for (seq, t, wall, place, avatar, delay, x, y, facing), (start, end) in zip(
        columns, pairwise(accumulate(lengths, initial=0)), strict=True
    ):
        way = tuple(runs[start:end])
        towards = way[-1].direction if facing == _AS_THE_LAST_RUN else facing
        what = Moved(t, AvatarId(avatar), t - _unzigzag(delay), x, y, towards, way)
        entries.append(Logged(seq, run, islands[place], wall, what))
    return entries


def _packed(parts: Iterable[bytes]) -> bytes:
    """One zlib stream in which each part has a block, and so a code, of its own."""
    packer = zlib.compressobj(9)
    blocks = [packer.compress(part) + packer.flush(zlib.Z_BLOCK) for part in parts]
    return b"".join(blocks) + packer.flush()


def _facing(move: Moved) -> int:
    """The direction; nothing new is told of a walker that faces where its path ends."""
    is_told = move.runs and move.facing == move.runs[-1].direction
    return _AS_THE_LAST_RUN if is_told else move.facing


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


class _Reader:
    """Takes one part of a chunk after another."""

    def __init__(self, body: bytes, at: int) -> None:
        self._body = body
        self._at = at

    def text(self) -> str:
        (length,) = struct.unpack("<H", self._take(2))
        return self._take(length).decode()

    def column(self, code: str, count: int) -> tuple[int, ...]:
        """Numbers, put together again from their planes."""
        size = struct.calcsize(f"<{code}")
        planes = self._take(count * size)
        plain = bytearray(count * size)
        for byte in range(size):
            plain[byte::size] = planes[byte * count : (byte + 1) * count]
        return struct.unpack(f"<{count}{code}", plain)

    def is_at_end(self) -> bool:
        return self._at == len(self._body)

    def _take(self, length: int) -> bytes:
        part = self._body[self._at : self._at + length]
        if len(part) != length:
            raise ValueError("it ends too soon")
        self._at += length
        return part


def _planes(code: str, values: Sequence[int]) -> list[bytes]:
    """Numbers as planes of bytes, all lowest bytes first: alike things side by side pack well."""
    plain = struct.pack(f"<{len(values)}{code}", *values)
    size = struct.calcsize(f"<{code}")
    return [plain[byte::size] for byte in range(size)]


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<H", len(raw)) + raw


def _steps(values: Iterable[int]) -> list[int]:
    """Each number less the one before it; the first is 0."""
    numbers = list(values)
    return [b - a for a, b in pairwise(chain(numbers[:1], numbers))]


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _unzigzag(number: int) -> int:
    return -((number + 1) >> 1) if number & 1 else number >> 1
