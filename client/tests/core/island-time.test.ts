import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IslandClock, unwrapTime } from '../../src/core/island-time.ts';
import { at } from './arbitrary.ts';

test('a time near its reference survives the wrap at 2^32', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), (near, off) => {
      const time = near + off;
      const wire = ((time % 2 ** 32) + 2 ** 32) % 2 ** 32;
      expect(unwrapTime(wire, at(near))).toBe(time);
    }),
  );
});

test('a clock goes by its fastest round trip', () => {
  const clock = new IslandClock();
  clock.start(10_000, 0);
  clock.observe(1000, 11_020, 1020);
  clock.observe(2000, 12_300, 2400);
  clock.settle(3000);
  expect(clock.now(10_000)).toBe(20_010);
});

test('a corrected clock neither jumps nor runs back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300, max: 300 }), (error) => {
      const clock = new IslandClock();
      clock.start(5000, 0);
      clock.observe(1000, 6000 + error, 1000);
      const before = clock.now(1000);
      clock.settle(1000);
      expect(clock.now(1000)).toBeCloseTo(before, 6);
      for (let local = 1000; local < 3000; local += 10) {
        const passed = clock.now(local + 10) - clock.now(local);
        expect(passed).toBeGreaterThan(7);
        expect(passed).toBeLessThan(13);
      }
      expect(clock.now(3000)).toBeCloseTo(8000 + error, 6);
    }),
  );
});

test('a clock that is far off, as after a restart of the server, is put right at once', () => {
  const clock = new IslandClock();
  clock.start(5_000_000, 0);
  clock.start(40, 1000);
  expect(clock.now(1500)).toBe(540);
});
