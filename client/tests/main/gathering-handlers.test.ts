import { expect, test, vi } from 'vitest';
import { gatheringHandlers } from '../../src/main/desks/gathering-handlers.ts';
import { createStore } from '../../src/state/store.ts';

const told = { id: 1, text: 'Soep', by: 'Host', at: 0, scope: 'all', zone: null, role: null } as const;

test.each([
  [true, null, 1],
  [true, true, 1],
  [true, false, 0],
  [false, true, 0],
])('a chime (%s) is heard unless sounds are off (%s)', (chime, allowed, times) => {
  const store = createStore('nl', false);
  store.placeSounds.value = { allowed, volume: 0.5 };
  const play = vi.fn();
  gatheringHandlers(store, play).announcement({ ...told, chime });
  expect(play).toHaveBeenCalledTimes(times);
  expect(store.gathering.shown.value).toEqual([1]);
});
