from __future__ import annotations

import random
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import MAX_RUN_STEPS, Run, Stepper, to_runs
from island_server.core.rules import Rules
from island_server.store.motion_chunks import decode_chunk, encode_chunk
from island_server.store.motion_form2 import MotionColumns
from tests.golden.motion_vectors import meaning
from tests.golden.transcripts import FOLDER, read

from .made_log import AVATAR, entry, moves

TILES = st.integers(0, 65535)
TIMES = st.integers(0, 2**40)
RUNS = st.lists(st.builds(Run, st.integers(0, 7), st.integers(0, MAX_RUN_STEPS))).map(tuple)
SOME = [entry(seq, moves(seq * 7, AvatarId(seq))) for seq in range(3, 40, 2)]


@st.composite
def chunks(draw: st.DrawFn) -> list[Logged]:
    """Any moves: out of time, of several islands, with clocks that jump."""
    entries, seq = [], draw(st.integers(1, 2**40))
    for _ in range(draw(st.integers(1, 8))):
        t_ms, delay_ms = draw(TIMES), draw(st.integers(-(2**31) + 1, 2**31 - 1))
        avatar = AvatarId(draw(st.integers(1, 2**32 - 1)))
        facing = draw(st.integers(0, 7))
        what = Moved(t_ms, avatar, t_ms - delay_ms, draw(TILES), draw(TILES), facing, draw(RUNS))
        island = draw(st.sampled_from(["nes", "äöü", ""]))
        entries.append(Logged(seq, 5, island, draw(TIMES), what))
        seq += draw(st.integers(1, 1000))
    return entries


@given(chunks())
def test_a_chunk_comes_back_as_it_was(entries: list[Logged]) -> None:
    assert decode_chunk(encode_chunk(entries), 5) == entries


@pytest.mark.parametrize("row", read(FOLDER / "protocol" / "motion-chunks.json"))
def test_a_chunk_of_every_form_means_what_it_meant(row: dict[str, Any]) -> None:
    data = bytes([row["form"]]) + zlib.compress(bytes.fromhex(row["hex"]))
    assert list(map(meaning, decode_chunk(data, 3))) == row["moves"]


def test_who_goes_on_from_the_step_under_way_tells_neither_where_nor_when() -> None:
    """Paths as the world makes them, turned into others half-way."""
    chance, rules = random.Random(1), Rules()
    entries, at = list[Logged](), Stepper(0, 500, 500, (), rules)
    for t_ms in range(0, 200_000, 137):
        while 0 <= at.next_ms <= t_ms:
            at.step()
        t0_ms = at.step_start_ms if at.next_ms >= 0 else t_ms
        begun = [at.direction] if at.next_ms >= 0 else []
        runs = to_runs([*begun, *[chance.randrange(8)] * chance.randrange(9)])
        facing = runs[-1].direction if runs else 4
        what = Moved(t_ms, AVATAR, t0_ms, *at.tile, facing, runs)
        entries.append(entry(len(entries) + 1, what))
        at = Stepper(t0_ms, *at.tile, runs, rules)
    columns = MotionColumns()
    columns.extend(entries)
    _, _, _, islands, _, t0s, xs, ys, *_ = columns.columns
    assert [set(column[1:]) for column in (islands, t0s, xs, ys)] == [{0}] * 4
    assert decode_chunk(encode_chunk(entries), 1) == entries


def test_a_move_of_an_ordinary_afternoon_takes_few_bytes() -> None:
    many = [entry(seq, moves(seq, AvatarId(seq * 37 % 1000))) for seq in range(1, 500)]
    assert len(encode_chunk(many)) < 5 * len(many)


@given(st.integers(0, 400), st.integers(1, 255))
def test_a_changed_byte_is_noticed(at: int, change: int) -> None:
    data = bytearray(encode_chunk(SOME))
    data[at % len(data)] ^= change
    with suppress(ValueError):  # a bit between two blocks may mean nothing
        assert decode_chunk(bytes(data), 1) == SOME


@given(st.integers(0, 10_000))
def test_a_chunk_that_is_cut_off_is_refused(length: int) -> None:
    data = encode_chunk(SOME)
    with pytest.raises(ValueError, match=r"the chunk (is empty|is damaged: )"):
        decode_chunk(data[: length % len(data)], 1)


def test_a_chunk_with_something_after_it_is_refused() -> None:
    with pytest.raises(ValueError, match="goes on after its end"):
        decode_chunk(encode_chunk(SOME) + b"\0", 1)


def test_a_form_of_the_future_is_named() -> None:
    with pytest.raises(ValueError, match="form 3, which a newer version of Eiland writes"):
        decode_chunk(b"\3" + encode_chunk(SOME)[1:], 1)


@given(st.binary(max_size=200), st.sampled_from([b"\1", b"\2"]))
def test_anything_else_is_refused_by_a_value_error(body: bytes, form: bytes) -> None:
    with pytest.raises(ValueError, match="the chunk is damaged"):
        decode_chunk(form + zlib.compress(body), 1)


def test_parts_that_do_not_fit_are_refused() -> None:
    body = zlib.decompress(encode_chunk(SOME)[1:])
    for damaged in (body[:-1], body + b"\0\0", body[:4] + b"\xff" + body[5:]):
        with pytest.raises(ValueError, match="the chunk is damaged"):
            decode_chunk(b"\2" + zlib.compress(damaged), 1)
