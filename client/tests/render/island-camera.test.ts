import { describe, expect, it } from 'vitest';
import { IslandCamera, steppedZoom, suitableZoom, wholeScale } from '../../src/render/island-camera.ts';
import { emptyRect } from '../../src/render/rectangles.ts';

const GROUND = { width: 100, height: 80, tileWidth: 32, tileHeight: 32 };

function cameraAt(x: number, y: number): IslandCamera {
  const camera = new IslandCamera(GROUND);
  camera.setViewport(640, 480);
  camera.setScale(2);
  camera.step(16, { x, y }, false);
  return camera;
}

describe('scales', () => {
  it('are whole device pixels per map pixel within the limits', () => {
    expect(wholeScale(1.34, 3)).toBe(4);
    expect(wholeScale(0.2, 1)).toBe(1);
    expect(wholeScale(9, 2)).toBe(8);
  });

  it('change by one with each zoom step, and stay at the ends', () => {
    expect(wholeScale(steppedZoom(2, 1, 1), 1)).toBe(3);
    expect(wholeScale(steppedZoom(1.34, 3, 1), 3)).toBe(5);
    expect(steppedZoom(1, 1, -1)).toBe(1);
    expect(steppedZoom(4, 2, 1)).toBe(4);
  });

  it('begin smaller on a phone', () => {
    expect(suitableZoom(390, 844)).toBeLessThan(suitableZoom(1440, 900));
  });
});

describe('the camera', () => {
  it('has oneself in the middle at once', () => {
    const camera = cameraAt(50, 40);
    expect(camera.toWorldX(320)).toBeCloseTo(50.5 * 32);
    expect(camera.toWorldY(240)).toBeCloseTo(40.5 * 32);
  });

  it('shows nothing beyond the edge of the map', () => {
    const rect = cameraAt(0, 79).visible(emptyRect(), 0);
    expect(rect.x0).toBeCloseTo(0);
    expect(rect.y1).toBeCloseTo(80 * 32);
  });

  it('stays where it was dragged until it follows again', () => {
    const camera = cameraAt(50, 40);
    camera.pan(-64, 0);
    for (let i = 0; i < 200; i++) camera.step(16, { x: 50, y: 40 }, false);
    expect(camera.toWorldX(320)).toBeCloseTo(50.5 * 32 + 32);
    camera.follow();
    for (let i = 0; i < 200; i++) camera.step(16, { x: 50, y: 40 }, false);
    expect(camera.toWorldX(320)).toBeCloseTo(50.5 * 32, 1);
  });

  it('glides to another scale, and does not with reduced motion', () => {
    const camera = cameraAt(50, 40);
    camera.setScale(4);
    camera.step(16, { x: 50, y: 40 }, false);
    expect(camera.scale).toBeGreaterThan(2);
    expect(camera.scale).toBeLessThan(4);
    camera.step(16, { x: 50, y: 40 }, true);
    expect(camera.scale).toBe(4);
  });
});
