from __future__ import annotations

import asyncio

from island_server.clock import ManualClock, SystemClock, settle


def test_the_system_clock_begins_at_zero_and_does_not_go_back() -> None:
    clock = SystemClock()
    times = [clock.now_ms() for _ in range(100)]
    assert times[0] >= 0
    assert times == sorted(times)
    assert clock.wall_ms() > 1_700_000_000_000


async def test_the_system_clock_lets_others_run() -> None:
    await SystemClock().sleep_ms(0)


async def test_the_manual_clock_wakes_sleepers_in_order_at_their_own_times() -> None:
    clock = ManualClock(wall_ms=1000)
    woken: list[tuple[str, int, int]] = []

    async def sleep(name: str, *durations_ms: int) -> None:
        for duration_ms in durations_ms:
            await clock.sleep_ms(duration_ms)
            woken.append((name, clock.now_ms(), clock.wall_ms()))

    tasks = [asyncio.create_task(sleep("a", 30)), asyncio.create_task(sleep("b", 10, 10))]
    await clock.advance_ms(15)
    assert woken == [("b", 10, 1010)]
    await clock.advance_ms(100)
    assert woken[1:] == [("b", 20, 1020), ("a", 30, 1030)]
    assert clock.now_ms() == 115
    await asyncio.gather(*tasks)


async def test_a_cancelled_sleeper_is_not_woken() -> None:
    clock = ManualClock()
    task = asyncio.create_task(clock.sleep_ms(5))
    await settle()
    assert clock.sleepers == 1
    task.cancel()
    await settle()
    assert clock.sleepers == 0
    await clock.advance_ms(10)
    await clock.sleep_ms(0)
    assert task.cancelled()
