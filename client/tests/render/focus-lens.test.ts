import { expect, test } from 'vitest';
import { FocusLens } from '../../src/render/focus-lens.ts';
import { IslandCamera } from '../../src/render/island-camera.ts';

const GROUND = { width: 100, height: 80, tileWidth: 32, tileHeight: 32 };
const SCREEN = { width: 1280, height: 960 };
const AREA = { x0: 10, y0: 10, x1: 20, y1: 15, margin: 0 };

test('a zone is shown as large as it fits, in whole device pixels', () => {
  expect(new FocusLens().look(AREA, 2, SCREEN, 1, GROUND)).toEqual({ centre: { x: 14.5, y: 12 }, scale: 4 });
  expect(new FocusLens().look({ ...AREA, margin: 0.35 }, 2, SCREEN, 1, GROUND)?.scale).toBe(2);
});

test('a zone that is too large for whole pixels is shown at half of them, or not at all', () => {
  expect(new FocusLens().look({ ...AREA, x1: 60 }, 2, SCREEN, 1, GROUND)?.scale).toBe(0.5);
  expect(new FocusLens().look({ ...AREA, x0: 0, x1: 100 }, 2, SCREEN, 1, GROUND)).toBeNull();
});

test('zooming by hand wins until one comes in again', () => {
  const lens = new FocusLens();
  expect(lens.look(AREA, 2, SCREEN, 1, GROUND)).not.toBeNull();
  expect(lens.look(AREA, 3, SCREEN, 1, GROUND)).toBeNull();
  expect(lens.look(AREA, 3, SCREEN, 1, GROUND)).toBeNull();
  expect(lens.look(null, 3, SCREEN, 1, GROUND)).toBeNull();
  expect(lens.look({ ...AREA }, 3, SCREEN, 1, GROUND)).not.toBeNull();
});

const ME = { x: 50, y: 40 };

function cameraOnMe(): IslandCamera {
  const camera = new IslandCamera(GROUND);
  camera.setViewport(640, 480);
  camera.step(16, ME, false);
  return camera;
}
const middleX = (camera: IslandCamera): number => camera.toWorldX(320) / 32 - 0.5;

test('the camera glides to the zone and back, however far that is', () => {
  const camera = cameraOnMe();
  const zone = { x: 20, y: 40 };
  camera.step(16, ME, false, zone);
  expect(middleX(camera)).toBeGreaterThan(40);
  for (let i = 0; i < 200; i++) camera.step(16, ME, false, zone);
  expect(middleX(camera)).toBeCloseTo(20, 1);
  camera.step(16, ME, false);
  expect(middleX(camera)).toBeLessThan(30);
  for (let i = 0; i < 200; i++) camera.step(16, ME, false);
  expect(middleX(camera)).toBeCloseTo(50, 1);
});

test('with reduced motion the camera is there at once', () => {
  const camera = cameraOnMe();
  camera.step(16, ME, true, { x: 20, y: 40 });
  expect(middleX(camera)).toBeCloseTo(20, 5);
});

test('looking around by hand wins over the zone', () => {
  const camera = cameraOnMe();
  camera.pan(64, 0);
  const there = middleX(camera);
  for (let i = 0; i < 50; i++) camera.step(16, ME, false, { x: 20, y: 40 });
  expect(middleX(camera)).toBeCloseTo(there, 1);
});
