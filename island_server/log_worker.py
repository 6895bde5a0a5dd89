"""The process in which one piece of long work over a log is done: `-m island_server.log_worker`.

One line of JSON comes in, a `WorkOrder`; it holds the address of the database, so it is nobody's
command line. Lines go out: how far it is, and at last that it is done or why not. The process ends
when its input does, so that none outlives the server.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from island_server.attendance_ports import ExportForm
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.errors import LogDamaged, LogRefused, StoreError
from island_server.log_exports import ExportNaming, export
from island_server.log_reports import (
    Progress,
    comparison_document,
    figures_of,
    insight_document,
    span_of,
)
from island_server.store.sql_attendance_store import SqlAttendanceStore

_log = logging.getLogger("island_server")

_MOST_STEPS = 500
"""How often progress is told at most."""


class WorkOrder(msgspec.Struct, frozen=True):
    """What is to be done.

    Attributes:
        database: address of a PostgreSQL database; `None` is the file in `data_dir`.
        key: of the pseudonyms.
        result: the file to make, which is not there before it is whole.
        former_id: the event with which to compare.
        form, names: of an export.
    """

    kind: Literal["insight", "compare", "export"]
    event_id: str
    data_dir: str
    database: str | None
    key: bytes
    result: str
    former_id: str = ""
    form: ExportForm = "csv"
    names: bool = False


class Done(msgspec.Struct, frozen=True, tag="progress"):
    """So much of so much is done."""

    done: int
    total: int


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """The result is there."""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """There is none, for a reason of docs/protocol.md section 7."""

    reason: str
    error: str


Report = Done | Finished | Failed


async def carry_out(order: WorkOrder, tell: Callable[[Report], None]) -> None:
    """Do it, and tell how it goes; the last that is told is `Finished` or `Failed`."""
    result = Path(order.result)
    draft = result.with_name("draft")
    try:
        store = await _open(order)
        try:
            await _work(store, order, draft, _sparing(tell))
        finally:
            await store.close()
        await asyncio.to_thread(draft.replace, result)
    except LogDamaged as error:
        tell(Failed("log_damaged", error.what))
    except LogRefused as error:
        tell(Failed(error.reason, error.detail))
    except (StoreError, OSError) as error:
        _log.error("%s", error)
        tell(Failed("log_unavailable", "The log cannot be read now."))
    else:
        tell(Finished())


async def _open(order: WorkOrder) -> SqlAttendanceStore:
    try:
        return await SqlAttendanceStore.open_for_reading(Path(order.data_dir), order.database)
    except StoreError as error:
        raise StoreError(str(error)) from None  # no row of it is damaged, it cannot be read at all


async def _work(
    store: SqlAttendanceStore, order: WorkOrder, draft: Path, progress: Progress
) -> None:
    pseudonyms, data_dir = Pseudonyms(order.key), Path(order.data_dir)
    if order.kind == "export":
        naming = ExportNaming(pseudonyms, has_names=order.names)
        await export(store, order.event_id, draft, order.form, naming, progress)
        return
    span = await span_of(store, order.event_id)
    if order.kind == "insight":
        figures = await figures_of(store, data_dir, span, progress)
        document = insight_document(figures, pseudonyms)
    else:
        before = await span_of(store, order.former_id)
        share = sum(run.entries for run in before.runs)
        total = share + sum(run.entries for run in span.runs)
        former = await figures_of(store, data_dir, before, lambda done, _: progress(done, total))
        latter = await figures_of(
            store, data_dir, span, lambda done, _: progress(share + done, total)
        )
        document = comparison_document(former, latter, pseudonyms)
    await asyncio.to_thread(draft.write_bytes, msgspec.json.encode(document))


def _sparing(tell: Callable[[Report], None]) -> Progress:
    """Tell progress when there is some, not at every step."""
    told = -1

    def progress(done: int, total: int) -> None:
        nonlocal told
        step = done * _MOST_STEPS // max(total, 1)
        if step > told:
            told = step
            tell(Done(done, total))

    return progress


def main() -> int:
    """Read the order, carry it out; 0 unless this program itself fails."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=WorkOrder)
    threading.Thread(target=_end_with_input, daemon=True).start()
    asyncio.run(carry_out(order, _say))
    return 0


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _say(report: Report) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
