from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from island_server import log_jobs
from island_server.core.events import Role
from island_server.store.database import FILE_NAME
from tests.store.made_series import FORMER, LIVE, NAMES, person

from .client import error_of, error_shape
from .log_server import LogServer, log_server, pseudonym

REASON = "Jaarverslag voor de subsidiegever"


@pytest.fixture
async def logs(tmp_path: Path) -> AsyncIterator[LogServer]:
    async with log_server(tmp_path) as served:
        yield served


async def worker_of(logs: LogServer) -> int:
    """The process that works for the one job under way; it stands still from now on."""
    while not logs.jobs.pids():
        await asyncio.sleep(0)
    (pid,) = logs.jobs.pids()
    os.kill(pid, signal.SIGSTOP)
    return pid


async def stop(logs: LogServer, job: str, pid: int) -> None:
    """An organiser ends a job; its process is gone then, also if it stood still."""
    response = await logs.ask("DELETE", f"/jobs/{job}")
    assert await response.json() == {"ok": True}
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def result(logs: LogServer, job: str) -> Any:
    response = await logs.ask("GET", f"/jobs/{job}/result")
    assert response.status == 200, await response.text()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/json"
    return msgspec.json.decode(await response.read())


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / log_jobs.FOLDER).glob("*"))


async def test_the_figures_of_an_event_are_worked_out_under_pseudonyms(logs: LogServer) -> None:
    job = await logs.begin(LIVE.id, kind="insight")
    total = 24 + 17 - 3
    done = {"state": "done", "done": total, "total": total, "reason": None, "error": None}
    assert await logs.end_of(job) == {"ok": True, **done}
    found = await result(logs, job)
    assert found["insight"]["unique"] == 4
    assert found["insight"]["peak"]["people"] == 4
    people = {each["presence"]["person"] for each in found["insight"]["people"]}
    assert people == {pseudonym(name) for name in NAMES[2:]}
    assert found["shared"]["people"] is None, "four are too few to be told to others"
    assert found["zones"] == [], "no map was kept"
    assert not [who for who in NAMES if who in repr(found) or person(who) in repr(found)]
    response = await logs.ask("GET", f"/jobs/{job}/result")
    name = 'attachment; filename="ameland-insight.json"'
    assert response.headers["Content-Disposition"] == name


async def test_who_came_to_an_earlier_event_is_no_newcomer(logs: LogServer) -> None:
    """Frits met nobody at either time, and so did nobody else who had been there before."""
    job = await logs.begin(LIVE.id, kind="insight")
    await logs.end_of(job)
    assert (await result(logs, job))["insight"]["met_nobody"] == [pseudonym("Frits")]


async def test_two_events_are_compared(logs: LogServer) -> None:
    job = await logs.begin(LIVE.id, kind="compare", **{"with": FORMER.id})
    await logs.end_of(job)
    found = await result(logs, job)
    assert found["comparison"]["returned"] == sorted(map(pseudonym, NAMES[2:4]))
    assert found["comparison"]["new"] == sorted(map(pseudonym, NAMES[4:]))
    assert found["comparison"]["lost"] == sorted(map(pseudonym, NAMES[:2]))
    assert found["shared"] == {"returned": None, "new": None, "lost": None}


async def test_work_is_followed_while_it_is_done(logs: LogServer) -> None:
    job = await logs.begin(LIVE.id, kind="insight")
    pid = await worker_of(logs)
    assert (await logs.told(f"/jobs/{job}"))["state"] == "running"
    response = await logs.ask("GET", f"/jobs/{job}/result")
    assert await error_of(response) == error_shape(409, "not_done")
    os.kill(pid, signal.SIGCONT)
    assert (await logs.end_of(job))["state"] == "done"


async def test_work_that_is_stopped_leaves_nothing(logs: LogServer, tmp_path: Path) -> None:
    job = await logs.begin(LIVE.id, kind="insight")
    await stop(logs, job, await worker_of(logs))
    assert kept(tmp_path) == []
    for method, path in (("GET", job), ("GET", f"{job}/result"), ("DELETE", job)):
        response = await logs.ask(method, f"/jobs/{path}")
        assert await error_of(response) == error_shape(404, "unknown_job")


async def test_work_that_is_cut_off_has_failed(logs: LogServer, tmp_path: Path) -> None:
    job = await logs.begin(LIVE.id, kind="insight")
    os.kill(await worker_of(logs), signal.SIGKILL)
    ended = await logs.end_of(job)
    assert (ended["state"], ended["reason"]) == ("failed", "log_unavailable")
    assert kept(tmp_path) == []
    response = await logs.ask("GET", f"/jobs/{job}/result")
    assert await error_of(response) == error_shape(409, "not_done")


async def test_a_damaged_log_fails_by_the_name_of_its_row(logs: LogServer, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as database:
        database.execute("UPDATE log_presence SET kind = 'sung' WHERE run_id = 3 AND seq = 3")
    database.close()
    job = await logs.begin(LIVE.id, kind="insight")
    ended = await logs.end_of(job)
    assert (ended["state"], ended["reason"]) == ("failed", "log_damaged")
    assert ended["error"].startswith("log_presence, run 3, entry 3: ")
    assert kept(tmp_path) == []


async def test_too_much_work_at_once_is_refused(logs: LogServer) -> None:
    jobs = [await logs.begin(LIVE.id, kind="insight") for _ in range(log_jobs.JOBS_AT_ONCE)]
    response = await logs.ask("POST", f"/{LIVE.id}/jobs", {"kind": "insight"})
    assert await error_of(response) == error_shape(429, "busy")
    for job in jobs:
        assert (await logs.end_of(job))["state"] == "done"
    await logs.ask("DELETE", f"/jobs/{await logs.begin(LIVE.id, kind='insight')}")


async def test_results_are_kept_for_ten_minutes(logs: LogServer, tmp_path: Path) -> None:
    job = await logs.begin(LIVE.id, kind="insight")
    await logs.end_of(job)
    await logs.clock.advance_ms(599_999)
    assert kept(tmp_path) == [job]
    assert (await logs.told(f"/jobs/{job}"))["state"] == "done"
    await logs.clock.advance_ms(1)
    response = await logs.ask("GET", f"/jobs/{job}")
    assert await error_of(response) == error_shape(404, "unknown_job")
    assert kept(tmp_path) == []


async def test_old_results_go_by_themselves_and_all_go_with_the_server(tmp_path: Path) -> None:
    async with log_server(tmp_path) as logs:
        sweeping = asyncio.create_task(logs.jobs.run())
        await logs.end_of(await logs.begin(LIVE.id, kind="insight"))
        await logs.clock.advance_ms(log_jobs.KEPT_MS + log_jobs.SWEEP_MS)
        assert kept(tmp_path) == []
        sweeping.cancel()
        await logs.end_of(await logs.begin(LIVE.id, kind="insight"))
        await logs.begin(LIVE.id, kind="insight")
        pid = await worker_of(logs)
    assert not (tmp_path / log_jobs.FOLDER).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_start_sweeps_what_an_earlier_run_left(logs: LogServer, tmp_path: Path) -> None:
    left = tmp_path / log_jobs.FOLDER / "0123" / "draft"
    left.parent.mkdir(parents=True)
    left.touch()
    logs.jobs.clean()
    assert not (tmp_path / log_jobs.FOLDER).exists()


async def test_the_oldest_result_goes_when_there_are_too_many(
    logs: LogServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_jobs, "JOBS_KEPT", 2)
    jobs = []
    for _ in range(4):
        jobs.append(await logs.begin(LIVE.id, kind="insight"))
        await logs.end_of(jobs[-1])
        await logs.clock.advance_ms(1)
    assert kept(tmp_path) == sorted(jobs[2:])


async def test_a_job_is_known_only_to_the_event_that_began_it(logs: LogServer) -> None:
    job = await logs.begin(LIVE.id, kind="insight")
    await logs.end_of(job)
    asked: list[Callable[[str, str], Any]] = [logs.jobs.status, logs.jobs.result]
    for ask in asked:
        with pytest.raises(log_jobs.LogRefused, match="unknown_job"):
            ask("texel", job)
    ending: Awaitable[None] = logs.jobs.stop("texel", job)
    with pytest.raises(log_jobs.LogRefused, match="unknown_job"):
        await ending
    assert (await logs.told(f"/jobs/{job}"))["state"] == "done"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "sing"},
        {"kind": ["insight"]},
        {"kind": "compare"},
        {"kind": "compare", "with": 7},
        {"kind": "export"},
        {"kind": "export", "format": "exe"},
        {"kind": "export", "format": ["csv"]},
        {"kind": "export", "format": "csv", "names": "yes", "reason": REASON},
        {"kind": "export", "format": "csv", "names": True},
    ],
)
async def test_what_is_no_work_is_refused(logs: LogServer, body: dict[str, Any]) -> None:
    response = await logs.ask("POST", f"/{LIVE.id}/jobs", body)
    assert await error_of(response) == error_shape(400, "bad_message")
    assert logs.jobs.followers() == {}


async def test_an_export_with_names_is_kept_with_its_reason(logs: LogServer) -> None:
    named = await logs.begin(LIVE.id, kind="export", format="csv", names=True, reason=REASON)
    await logs.end_of(named)
    plain = await logs.begin(LIVE.id, kind="export", format="csv", reason=REASON)
    await logs.end_of(plain)
    (access,) = await logs.store.accesses(LIVE.id)
    assert (access.kind, access.role, access.reason) == ("export", Role.ORGANISER, REASON)


async def test_so_much_work_can_be_begun_in_a_minute(
    logs: LogServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_jobs, "JOBS_AT_ONCE", 0)
    reasons = []
    for _ in range(31):
        response = await logs.ask("POST", f"/{LIVE.id}/jobs", {"kind": "insight"})
        reasons.append((await response.json())["reason"])
    assert reasons == ["busy"] * 30 + ["rate"]
