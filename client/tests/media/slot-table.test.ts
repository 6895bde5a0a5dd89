import { expect, test } from 'vitest';
import { SlotTable } from '../../src/media/slot-table.ts';

test('a list replaces the list before it', () => {
  const table = new SlotTable();
  table.apply(1, [
    [0, 7, true, false],
    [1, 8, true, true],
  ]);
  expect(table.apply(2, [[1, 9, true, false]])).toBe(true);
  expect([...table.uses]).toEqual([[1, { avatar: 9, audio: true, video: false }]]);
});

test('a list that comes late changes nothing', () => {
  const table = new SlotTable();
  table.apply(5, [[0, 7, true, true]]);
  expect(table.apply(4, [[0, 8, true, true]])).toBe(false);
  expect(table.uses.get(0)?.avatar).toBe(7);
});

test('after a reset the server may count anew', () => {
  const table = new SlotTable();
  table.apply(5, [[0, 7, true, true]]);
  table.reset();
  expect(table.uses.size).toBe(0);
  expect(table.apply(1, [[0, 8, true, true]])).toBe(true);
});
