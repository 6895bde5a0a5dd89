import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampToMap, follow, nextZoom, screenToPoint, screenToTile, tileToScreen } from '../../src/core/camera.ts';

const GROUND = { width: 50, height: 40, tileWidth: 32, tileHeight: 32 };
const VIEWPORT = { width: 800, height: 600 };

test('a place on the screen and back is the same place', () => {
  const places = fc.record({
    x: fc.double({ min: 0, max: 49, noNaN: true }),
    y: fc.double({ min: 0, max: 39, noNaN: true }),
  });
  fc.assert(
    fc.property(places, places, fc.constantFrom(1, 1.5, 2, 4), (point, centre, zoom) => {
      const camera = { centre, zoom };
      const back = screenToPoint(tileToScreen(point, camera, VIEWPORT, GROUND), camera, VIEWPORT, GROUND);
      expect(back.x).toBeCloseTo(point.x, 6);
      expect(back.y).toBeCloseTo(point.y, 6);
    }),
  );
});

test('there is no tile outside the map', () => {
  const camera = { centre: { x: 0, y: 0 }, zoom: 1 };
  expect(screenToTile({ x: 400, y: 300 }, camera, VIEWPORT, GROUND)).toEqual({ x: 0, y: 0 });
  expect(screenToTile({ x: 380, y: 300 }, camera, VIEWPORT, GROUND)).toBeNull();
});

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

test('zooming stops at both ends', () => {
  expect(nextZoom(2, 1)).toBe(3);
  expect(nextZoom(1.7, -1)).toBe(1.5);
  expect(nextZoom(4, 1)).toBe(4);
  expect(nextZoom(0.5, -1)).toBe(0.5);
});
