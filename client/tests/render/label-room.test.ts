import { expect, test } from 'vitest';
import { LabelRoom } from '../../src/render/label-room.ts';

const at = (x: number, y: number) => ({ x, y, width: 100, height: 20 });

test('of labels over one another the first stays', () => {
  const room = new LabelRoom();
  expect([at(0, 0), at(40, 5), at(0, 0)].map((box) => room.take(box))).toEqual([true, false, false]);
});

test('labels beside, below and just touching one another all stay', () => {
  const room = new LabelRoom();
  expect([at(0, 0), at(100, 0), at(0, 20), at(-90, 0)].map((box) => room.take(box))).toEqual([true, true, true, true]);
});

test('what found no room takes none from others', () => {
  const room = new LabelRoom();
  expect([at(0, 0), at(60, 0), at(110, 0)].map((box) => room.take(box))).toEqual([true, false, true]);
});
