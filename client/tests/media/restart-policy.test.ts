import { expect, test } from 'vitest';
import { RestartPolicy } from '../../src/media/restart-policy.ts';

test('it waits longer after each failure, then leaves it to the person', () => {
  const policy = new RestartPolicy();
  const delays = Array.from({ length: 7 }, () => policy.nextDelayMs());
  const tries = delays.filter((delay) => delay !== null);
  expect(tries).toEqual([...tries].sort((a, b) => a - b));
  expect(tries[0]).toBe(0);
  expect(delays.at(-1)).toBeNull();
});

test('a success counts from nought', () => {
  const policy = new RestartPolicy();
  policy.nextDelayMs();
  policy.nextDelayMs();
  policy.reset();
  expect(policy.nextDelayMs()).toBe(0);
});
