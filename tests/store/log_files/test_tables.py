"""CSV and Parquet tell what the log tells, and no spreadsheet is made to do anything."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from island_server.core.attendance.chronicle import Chronicle
from island_server.core.events import Moved
from island_server.core.logged import Logged
from island_server.core.motion import path_end
from island_server.ports import LogBatch
from island_server.store.log_files.csv_files import safe_text, told_time
from island_server.store.log_files.tables import FACTS, NAME, TABLES, Kind
from island_server.store.presence_rows import PLACE, PRESENCE
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_log import ANNA, EVENT, START_MS, of_every_kind, read

from .logs import Hidden, Named, exported, fill, made_runs, of_every_kind_twice

DOC = (Path(__file__).parents[3] / "docs" / "attendance-export.md").read_text(encoding="utf-8")


def csv_tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in packed.namelist()
        }


def parquet_tables(data: bytes) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {
            name.removesuffix(".parquet"): pq.read_table(io.BytesIO(packed.read(name))).to_pylist()
            for name in packed.namelist()
        }


@pytest.fixture
async def store(tmp_path: Path) -> Any:
    opened = await SqlAttendanceStore.open(tmp_path / "from")
    await fill(opened, of_every_kind_twice())
    yield opened
    await opened.close()


async def test_every_entry_is_a_row(store: SqlAttendanceStore, tmp_path: Path) -> None:
    tables = csv_tables(await exported(store, tmp_path / "log.zip", "csv"))
    assert set(tables) == {"about", *(form.name for form in TABLES)}
    assert len(tables["presence"]) == 2 * len(of_every_kind()) - 4
    assert len(tables["movement"]) == 4
    person = Hidden().of(ANNA.person)
    assert tables["people"] == [
        {"person": person, "role": "host", "first_seen_utc": "1970-01-01 00:00:01.000"}
    ]
    entered, *_ = tables["presence"]
    assert (entered["seq"], entered["kind"], entered["person"]) == ("1", "entered", person)
    assert (entered["role"], entered["x"], entered["y"], entered["reason"]) == (
        "host",
        "3",
        "4",
        "",
    )
    assert entered["time_utc"] == "2025-06-15 15:06:40.001"
    opened = next(row for row in tables["presence"] if row["kind"] == "conversation_opened")
    assert (opened["conversation_kind"], opened["capacity"]) == ("meeting", "25")
    walk = tables["movement"][0]
    assert (walk["path"], walk["to_x"], walk["to_y"]) == ("NW3 E8191", "73723", "1")
    (stay, _) = tables["stays"]
    assert (stay["duration_s"], stay["ending"]) == ("0.005", "told")
    about = {row["key"]: row["value"] for row in tables["about"]}
    assert (about["version"], about["naming"], about["entries"]) == (
        "1",
        "pseudonyms",
        str(2 * len(of_every_kind())),
    )


@pytest.mark.parametrize("form", ["csv", "parquet"])
async def test_names_are_told_only_if_asked_for(
    store: SqlAttendanceStore, tmp_path: Path, form: str
) -> None:
    read_tables = csv_tables if form == "csv" else parquet_tables
    hidden = read_tables(await exported(store, tmp_path / "log.zip", form))
    assert "Anna" not in str(hidden)
    assert "'p1'" not in str(hidden)
    named = read_tables(await exported(store, tmp_path / "named.zip", form, Named()))
    for rows in (named["people"], named["stays"], named["movement"]):
        assert {(row["person"], row["name"]) for row in rows} == {("p1", "Anna")}


WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", *WIDE])
def test_text_that_a_spreadsheet_would_work_out_is_made_plain(start: str) -> None:
    assert safe_text(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_other_text_stays_as_it_is() -> None:
    for text in ("Anna", "a=b", "", "'t Hoen", "K7PQ-3M2X-0A9T"):
        assert safe_text(text) == text


def test_a_time_of_no_calendar_is_a_number() -> None:
    assert told_time(1) == "1970-01-01 00:00:00.001"
    assert told_time(-1) == "1969-12-31 23:59:59.999"
    assert told_time(10**18) == "1000000000000000.000"


@given(runs=made_runs())
@settings(max_examples=15)  # each makes a database
def test_both_forms_tell_what_the_log_tells(runs: list[list[LogBatch]]) -> None:
    asyncio.run(compare(runs))


async def compare(runs: list[list[LogBatch]]) -> None:
    with TemporaryDirectory() as name:
        store = await SqlAttendanceStore.open(Path(name) / "from")
        try:
            await fill(store, runs)
            log = await read(store)
            plain = csv_tables(await exported(store, Path(name) / "a", "csv", Named()))
            typed = parquet_tables(await exported(store, Path(name) / "b", "parquet", Named()))
        finally:
            await store.close()
    about = plain.pop("about")
    assert about
    for table, rows in plain.items():
        assert [_as_csv(row) for row in typed[table]] == rows
    moves = [entry for entry in log if isinstance(entry.what, Moved)]
    assert [_walk(entry) for entry in moves] == [
        tuple(row[key] for key in ("seq", "t_ms", "avatar", "x", "y", "to_x", "to_y"))
        for row in typed["movement"]
    ]
    assert sorted(row["seq"] for row in [*typed["presence"], *typed["movement"]]) == [
        entry.seq for entry in log
    ]
    check_spans(log, typed)


def check_spans(log: list[Logged], typed: dict[str, list[dict[str, Any]]]) -> None:
    """Spans are those of which the figures are made."""
    chronicle = Chronicle()
    chronicle.take(log)
    records = chronicle.records()
    stays = [(it.person, it.island, *_piece(it)) for it in records.stays]
    assert sorted(stays) == sorted(
        (it["person"] or "", it["island"], *_span(it)) for it in typed["stays"]
    )
    visits = [(it.person, *it.zone, *_piece(it)) for it in records.visits]
    assert sorted(visits) == sorted(
        (it["person"], it["island"], it["zone"], *_span(it)) for it in typed["zones"]
    )
    members = [
        (talk.island, it.person, it.part, *_piece(it))
        for talk in records.talks
        for it in talk.members
    ]
    assert sorted(members) == sorted(
        (it["island"], it["person"], it["part"], *_span(it)) for it in typed["conversations"]
    )


def _piece(piece: Any) -> tuple[int, int, str]:
    return piece.start_ms, piece.end_ms, piece.ending.value


def _span(row: dict[str, Any]) -> tuple[int, int, str]:
    start_ms, end_ms = (_ms(row[key]) for key in ("from_utc", "to_utc"))
    assert row["duration_s"] == (end_ms - start_ms) / 1000
    return start_ms, end_ms, row["ending"]


def _ms(moment: datetime) -> int:
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86400 + since.seconds) * 1000 + since.microseconds // 1000


def _walk(entry: Logged) -> tuple[int, ...]:
    what = entry.what
    assert isinstance(what, Moved)
    end = path_end(what.x, what.y, what.runs)
    return entry.seq, what.t_ms, what.avatar, what.x, what.y, end.x, end.y


def _as_csv(row: dict[str, Any]) -> dict[str, str]:
    def cell(value: Any) -> str:
        match value:
            case None:
                return ""
            case bool():
                return "yes" if value else "no"
            case float():
                return f"{value:.3f}"
            case datetime():
                return told_time(_ms(value))
            case str():
                return safe_text(value)
            case _:
                return str(value)

    return {key: cell(value) for key, value in row.items()}


async def test_numbers_and_times_have_their_types_and_units(
    store: SqlAttendanceStore, tmp_path: Path
) -> None:
    data = await exported(store, tmp_path / "log.zip", "parquet")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        schema = pq.read_schema(io.BytesIO(packed.read("movement.parquet")))
    assert str(schema.field("time_utc").type) == "timestamp[ms, tz=UTC]"
    assert str(schema.field("x").type) == "int64"
    assert schema.field("x").metadata == {b"unit": b"tiles from the west"}
    assert schema.metadata[b"eiland.version"] == b"1"
    assert schema.metadata[b"eiland.event"] == EVENT.id.encode()
    (first, *_) = parquet_tables(data)["presence"]
    assert _ms(first["time_utc"]) == START_MS + 1


def test_every_fact_has_a_column() -> None:
    facts = {name for _, names in PRESENCE.values() for name in names} | set(PLACE)
    assert facts <= set(FACTS)


def test_every_column_is_documented_with_its_unit() -> None:
    for form in TABLES:
        assert f"### {form.name}" in DOC
        section = DOC.split(f"### {form.name}\n")[1].split("\n#")[0]
        for column in form.columns:
            assert f"| `{column.name}` | {column.kind} | {column.unit}" in section, column.name
    assert f"`{NAME.name}`" in DOC
    for kind in get_args(Kind):
        assert f"| {kind} |" in DOC
