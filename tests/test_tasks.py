from __future__ import annotations

import asyncio

import pytest

from island_server.tasks import Tasks


async def forever() -> None:
    await asyncio.Event().wait()


async def test_a_crash_is_logged_and_told_and_the_others_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    crashes: list[tuple[str, str]] = []

    async def crash() -> None:
        raise ZeroDivisionError("oops")

    async with Tasks(lambda name, fault: crashes.append((name, repr(fault)))) as tasks:
        other = tasks.spawn("other", forever())
        await asyncio.wait([tasks.spawn("flush", crash())])
        await asyncio.sleep(0)
        assert not other.done()
        assert len(tasks) == 1
    assert crashes == [("flush", "ZeroDivisionError('oops')")]
    assert "task flush crashed" in caplog.text


async def test_a_task_that_ends_gives_its_result_and_is_forgotten() -> None:
    async def answer() -> int:
        return 42

    async with Tasks() as tasks:
        assert await tasks.spawn("answer", answer()) == 42
        await asyncio.sleep(0)
        assert len(tasks) == 0


async def test_stopping_cancels_what_runs_and_waits_for_it() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await forever()
        finally:
            await asyncio.sleep(0)
            ended.append("work")

    async with Tasks() as tasks:
        task = tasks.spawn("work", work())
        await asyncio.sleep(0)
    assert ended == ["work"]
    assert task.cancelled()


async def test_nothing_is_spawned_after_stopping() -> None:
    tasks = Tasks()
    await tasks.stop()
    with pytest.raises(RuntimeError, match="'late' came after its owner stopped"):
        tasks.spawn("late", forever())


async def test_a_task_may_stop_its_owner() -> None:
    tasks = Tasks()
    await asyncio.wait_for(tasks.spawn("closer", tasks.stop()), timeout=10)


async def test_a_task_that_does_not_end_is_named(caplog: pytest.LogCaptureFixture) -> None:
    let_go = asyncio.Event()

    async def stubborn() -> None:
        while not let_go.is_set():
            try:
                await let_go.wait()
            except asyncio.CancelledError:
                continue

    tasks = Tasks()
    task = tasks.spawn("stubborn", stubborn())
    await asyncio.sleep(0)
    await tasks.stop(timeout_s=0)
    assert "task stubborn does not end" in caplog.text
    let_go.set()
    await task
