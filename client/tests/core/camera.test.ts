import { expect, test } from 'vitest';
import { clampToMap, follow } from '../../src/core/camera.ts';

const GROUND = { width: 50, height: 40, tileWidth: 32, tileHeight: 32 };
const VIEWPORT = { width: 800, height: 600 };

test('the camera does not look beyond the map, and centres a small one', () => {
  expect(clampToMap({ centre: { x: 0, y: 0 }, zoom: 1 }, VIEWPORT, GROUND).centre).toEqual({ x: 12, y: 8.875 });
  const small = { ...GROUND, width: 5, height: 5 };
  expect(clampToMap({ centre: { x: 0, y: 0 }, zoom: 1 }, VIEWPORT, small).centre).toEqual({ x: 2, y: 2 });
});

test('following does not depend on the frame rate', () => {
  const start = { centre: { x: 20, y: 20 }, zoom: 2 };
  const target = { x: 24, y: 22 };
  const once = follow(start, target, 100, false, VIEWPORT, GROUND);
  let camera = start as typeof once;
  for (let frame = 0; frame < 10; frame++) camera = follow(camera, target, 10, false, VIEWPORT, GROUND);
  expect(camera.centre.x).toBeCloseTo(once.centre.x, 6);
});

test('with reduced motion the camera stays on its target', () => {
  const start = { centre: { x: 20, y: 20 }, zoom: 2 };
  expect(follow(start, { x: 24, y: 22 }, 1, true, VIEWPORT, GROUND).centre).toEqual({ x: 24, y: 22 });
});
