"""Whatever is wrong with a file is told by line and key, and nothing of it is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from island_server.errors import LogFileError, StoreError
from island_server.store.log_files import import_log, lines
from island_server.store.log_files.lines import MOST_LINE_BYTES
from island_server.store.schema import METADATA
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_log import of_every_kind

from .logs import exported, fill, of_every_kind_twice

Lines = list[dict[str, Any]]

MADE = len(of_every_kind())
"""Entries of each of the two runs."""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlAttendanceStore]:
    opened = await SqlAttendanceStore.open(tmp_path / "to")
    yield opened
    await opened.close()


@pytest.fixture
async def good(tmp_path: Path) -> bytes:
    source = await SqlAttendanceStore.open(tmp_path / "from")
    await fill(source, of_every_kind_twice())
    data = await exported(source, tmp_path / "good.jsonl")
    await source.close()
    return data


def changed(data: bytes, change: Callable[[Lines], object]) -> bytes:
    """The file with other lines, and a hash that fits them."""
    found = [json.loads(line) for line in data.splitlines()]
    change(found)
    return written(found)


def written(found: Lines) -> bytes:
    body = b"".join(json.dumps(line).encode() + b"\n" for line in found[:-1])
    if found[-1]["record"] == "end":
        found[-1]["sha256"] = hashlib.sha256(body).hexdigest()
    return body + json.dumps(found[-1]).encode() + b"\n"


async def problem(store: SqlAttendanceStore, folder: Path, data: bytes) -> str:
    """What is said of a file; that nothing is left of it is seen to."""
    file = folder / "bad.jsonl"
    file.write_bytes(data)
    with pytest.raises(LogFileError) as caught:
        await import_log(store, file, lambda *_: None)
    assert await rows(store) == 0
    said = str(caught.value)
    assert said.startswith(f"{file}: ")
    assert "\n" not in said
    return said.removeprefix(f"{file}: ")


async def rows(store: SqlAttendanceStore) -> int:
    """How many rows there are in all tables of the log."""
    async with store.engine.connect() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in METADATA.sorted_tables
        ]
    return sum(count or 0 for count in counts)


def first(found: Lines, record: str) -> dict[str, Any]:
    return next(line for line in found if line["record"] == record)


def at(found: Lines, record: str, number: int = 0) -> int:
    return [n for n, line in enumerate(found) if line["record"] == record][number]


async def test_a_file_that_is_changed_in_no_way_is_taken_in(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    (tmp_path / "same.jsonl").write_bytes(changed(good, lambda _: None))
    await import_log(store, tmp_path / "same.jsonl", lambda *_: None)
    assert await rows(store) > 40


async def test_a_file_cut_off_anywhere_is_refused(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    for length in range(0, len(good), 97):
        said = await problem(store, tmp_path, good[:length])
        assert "cut off" in said or length < len(good.splitlines()[0]) + 1
    ends = [n + 1 for n, byte in enumerate(good) if byte == 10]
    for length in ends[:-1]:
        number = good[:length].count(b"\n")
        assert await problem(store, tmp_path, good[:length]) == (
            f"line {number}: the file is cut off after this line"
        )


async def test_a_byte_that_is_changed_anywhere_is_noticed(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    for place in range(0, len(good), 61):
        data = bytearray(good)
        data[place] ^= 1
        await problem(store, tmp_path, bytes(data))


CHANGES: dict[str, tuple[Callable[[Lines], object], str]] = {
    "a newer version": (
        lambda it: it[0].update(version=2, more={}),
        "line 1: version: 2 was written by a newer version of Eiland, this one reads up to 1",
    ),
    "no version there ever was": (
        lambda it: it[0].update(version=0),
        "line 1: version: 0 is unknown",
    ),
    "another file": (
        lambda it: it[0].update(format="csv"),
        "line 1: it is no attendance log of Eiland as JSON Lines",
    ),
    "an id that is none": (
        lambda it: it[0]["event"].update(id="../x"),
        "line 1: event.id: Expected `str` matching regex",
    ),
    "a record that is unknown": (
        lambda it: it[1].update(record="chat"),
        "line 2: record: Invalid value 'chat'",
    ),
    "a key that is unknown": (
        lambda it: it[1].update(email="x"),
        "line 2: Object contains unknown field `email`",
    ),
    "a kind that is unknown": (
        lambda it: first(it, "presence").update(kind="shouted"),
        "line 6: kind: the kind 'shouted' is unknown; a newer version of Eiland wrote it",
    ),
    "facts that do not fit": (
        lambda it: first(it, "presence")["facts"].update(role="king"),
        "line 6: kind: the row is damaged: Invalid enum value 'king' - at `$.role`",
    ),
    "a number that is a text": (
        lambda it: first(it, "presence").update(seq="1"),
        "line 6: seq: Expected `int`, got `str`",
    ),
    "a number that is too large": (
        lambda it: first(it, "presence").update(wall_ms=2**63),
        "line 6: wall_ms: Expected `int` <= 9223372036854775807",
    ),
    "a zero character": (
        lambda it: first(it, "presence").update(island="a\0b"),
        "line 6: there is a zero character in a text",
    ),
    "the same entry twice": (
        lambda it: it.insert(at(it, "presence") + 1, first(it, "presence")),
        "line 7: seq: 1 comes after 1, so entries overlap",
    ),
    "time that runs backwards": (
        lambda it: it[at(it, "move", 1)].update(t_ms=9),
        "line 12: t_ms: 9 comes after 10, so time runs backwards",
    ),
    "an entry of another run": (
        lambda it: first(it, "move").update(run=2),
        "line 7: run: 2 is not the one that began before",
    ),
    "a run left out": (
        lambda it: it.pop(at(it, "run")),
        "line 3: run: 1 is not the one that began before",
    ),
    "runs out of order": (
        lambda it: first(it, "run").update(run=2),
        "line 3: run: 2 comes where 1 should",
    ),
    "somebody twice": (
        lambda it: it.insert(1, it[1]),
        "line 3: person: ",
    ),
    "an avatar of two people": (
        lambda it: it.insert(3, it[3]),
        "line 5: avatar: 4294967295 is there twice in this run",
    ),
    "a snapshot out of order": (
        lambda it: it.insert(at(it, "snapshot", 1), it[at(it, "snapshot")]),
        f"line {MADE + 6}: seq: a snapshot at 0 comes after entry {MADE}",
    ),
    "a snapshot that is none": (
        lambda it: first(it, "snapshot").update(state=[[], []]),
        "line 5: state: Expected `array` of at least length 3, got 2",
    ),
    "records left out": (
        lambda it: it.pop(at(it, "move", 1)),
        f"line {2 * MADE + 9}: counts: there are not as many records as the file says",
    ),
    "counts that promise less": (
        lambda it: it[0]["counts"].update(moves=3),
        f"line {2 * MADE + 10}: counts: there are not as many records as the file says",
    ),
    "two heads": (
        lambda it: it.insert(1, it[0]),
        "line 2: record: the log begins here a second time",
    ),
    "moves too far apart": (
        lambda it: (
            it[at(it, "move")].update(island="x", t_ms=-(2**63)),
            it[at(it, "move", 1)].update(island="y", t_ms=2**63 - 1),
        ),
        f"line {MADE + 7}: t_ms: numbers are too far from one another",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_what_is_wrong_is_told_by_line_and_key(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes, what: str
) -> None:
    change, said = CHANGES[what]
    assert (await problem(store, tmp_path, changed(good, change))).startswith(said)


async def test_nothing_may_come_after_the_end(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    said = await problem(store, tmp_path, good + b"{}\n")
    assert said == f"line {2 * MADE + 11}: there is something after the end of the log"


async def test_a_line_without_end_is_not_read_to_its_end(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    long = b'{"record":"' + b"x" * (MOST_LINE_BYTES + 5)
    head = good.splitlines(keepends=True)[0]
    said = await problem(store, tmp_path, head + long)
    assert said == f"line 2: it is longer than {MOST_LINE_BYTES} bytes"
    assert await problem(store, tmp_path, long) == said.replace("line 2", "line 1")


async def test_nesting_without_end_is_refused(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    head = good.splitlines(keepends=True)[0]
    place = b'{"record":"snapshot","run":1,"seq":0,"island":"a","map_id":"b","t_ms":1,"wall_ms":1,'
    for line in (deep, b'{"record":' + deep + b"}", place + b'"state":' + deep + b"}"):
        assert (await problem(store, tmp_path, head + line + b"\n")).startswith("line 2: ")


@pytest.mark.parametrize(
    ("start", "form"), [(b"PK\x03\x04x", "a zip"), (b"PAR1x", "Parquet"), (b"\x1f\x8b\x08", "gzip")]
)
async def test_other_forms_are_known_by_their_first_bytes(
    store: SqlAttendanceStore, tmp_path: Path, start: bytes, form: str
) -> None:
    said = await problem(store, tmp_path, start + b"\n")
    assert said == f"it is {form}; only exports as JSON Lines can be read back"


async def test_a_file_that_is_not_there_is_told(store: SqlAttendanceStore, tmp_path: Path) -> None:
    with pytest.raises(LogFileError, match="No such file"):
        await import_log(store, tmp_path / "none", lambda *_: None)


async def test_an_event_that_is_there_is_not_touched_but_another_id_may_be_given(
    store: SqlAttendanceStore, tmp_path: Path, good: bytes
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(good)
    await import_log(store, file, lambda *_: None)
    before = await rows(store)
    with pytest.raises(
        LogFileError, match=r"line 1: event.id: there is an event 'ameland' already"
    ):
        await import_log(store, file, lambda *_: None)
    assert await rows(store) == before
    found = await import_log(store, file, lambda *_: None, as_id="again")
    assert (found.event.id, found.event.series) == ("again", "ameland")
    assert await rows(store) == 2 * before


async def test_an_export_of_no_event_makes_no_file(
    store: SqlAttendanceStore, tmp_path: Path
) -> None:
    for form in ("csv", "jsonl", "parquet"):
        with pytest.raises(StoreError, match="there is no event 'ameland'"):
            await exported(store, tmp_path / "out", form)
    assert not list(tmp_path.glob("out*"))


def test_the_version_is_documented() -> None:
    text = (Path(__file__).parents[3] / "docs" / "attendance-export.md").read_text("utf-8")
    assert f"version **{lines.VERSION}**" in text
