import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IslandClock } from '../../src/core/island-time.ts';
import { ClockSync } from '../../src/net/clock-sync.ts';
import type { Connection } from '../../src/net/connection.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server whose clock is 5000 ms ahead of ours, over ways of changing length. */
function setUp(ways: readonly [to: number, back: number][]) {
  let asked = 0;
  const started = Date.now();
  const local = () => Date.now() - started;
  const request = async () => {
    const [to, back] = ways[asked++ % ways.length] as [number, number];
    await pass(to);
    const now = local() + 5000;
    await pass(back);
    return { ok: true, now };
  };
  const clock = new IslandClock();
  clock.start(4900, 0);
  const sync = new ClockSync(clock, { request } as unknown as Pick<Connection, 'request'>, local);
  return { sync, clock, local, asked: () => asked };
}

test('the fastest round trip sets the clock, and it is asked again after a minute', async () => {
  const { sync, clock, local, asked } = setUp([
    [90, 10],
    [10, 10],
    [200, 20],
  ]);
  sync.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked()).toBe(5);
  expect(clock.now(local())).toBeCloseTo(local() + 5000, 6);
  await vi.advanceTimersByTimeAsync(70_000);
  expect(asked()).toBe(10);
  sync.stop();
  await vi.advanceTimersByTimeAsync(200_000);
  expect(asked()).toBe(10);
});
