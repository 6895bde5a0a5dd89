import { expect, it } from 'vitest';
import { headingOf, isDiagonal } from '../../src/input/walk-keys.ts';

it.each([
  [['ArrowUp'], 0],
  [['KeyW', 'KeyD'], 1],
  [['ArrowRight'], 2],
  [['KeyS', 'ArrowRight'], 3],
  [['KeyS'], 4],
  [['KeyA', 'KeyS'], 5],
  [['ArrowLeft'], 6],
  [['ArrowUp', 'ArrowLeft'], 7],
  [[], null],
  [['ArrowUp', 'KeyS'], null],
  [['ArrowUp', 'KeyW'], 0],
  [['KeyA', 'KeyD', 'KeyW'], 0],
  [['KeyQ'], null],
])('%j heads %j', (held, direction) => {
  expect(headingOf(held)).toBe(direction);
});

it('odd directions are diagonals', () => {
  expect([isDiagonal(0), isDiagonal(3), isDiagonal(null)]).toEqual([false, true, false]);
});
