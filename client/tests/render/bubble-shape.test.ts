import { describe, expect, it } from 'vitest';
import { distanceTo, emptyShape, MAX_DISCS, shapeBubble } from '../../src/render/bubble-shape.ts';
import { bubbleLook } from '../../src/render/bubbles.ts';
import { BLEND_PX } from '../../src/render/ground-shape.ts';

const RADIUS = 31;
const discs = (...places: [number, number][]) => places.map(([x, y]) => ({ x, y, radius: RADIUS }));

function shapeOf(...places: [number, number][]) {
  const shape = emptyShape();
  shapeBubble(shape, discs(...places), 10);
  return shape;
}

describe('the ground of a conversation', () => {
  it('is a disc around a single member', () => {
    const shape = shapeOf([100, 100]);
    expect(distanceTo(shape, 100, 100, BLEND_PX)).toBeLessThan(0);
    expect(distanceTo(shape, 100 + RADIUS, 100, BLEND_PX)).toBeCloseTo(0);
    expect(distanceTo(shape, 180, 100, BLEND_PX)).toBeGreaterThan(0);
  });

  it('is one piece: on the way between members one never leaves it', () => {
    const places: [number, number][] = [
      [0, 0],
      [64, 0],
      [128, 64],
      [0, 96],
    ];
    const shape = shapeOf(...places);
    expect(shape.pathCount).toBe(3);
    for (let i = 0; i < shape.pathCount; i++) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = shape.paths.slice(i * 4, i * 4 + 4);
      for (let part = 0; part <= 1; part += 0.05) {
        expect(distanceTo(shape, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, BLEND_PX)).toBeLessThan(0);
      }
    }
  });

  it('leaves out who stands between members that are not joined there', () => {
    const shape = shapeOf([0, 0], [64, 0], [128, 0], [128, 64], [128, 128], [64, 128], [0, 128]);
    expect(distanceTo(shape, 64, 64, BLEND_PX)).toBeGreaterThan(0);
  });

  it('joins near members before far ones', () => {
    const shape = shapeOf([0, 0], [200, 0], [100, 0]);
    const lengths = [0, 1].map((i) => Math.abs((shape.paths[i * 4] ?? 0) - (shape.paths[i * 4 + 2] ?? 0)));
    expect(lengths).toEqual([100, 100]);
  });

  it('has bounds that hold all of it', () => {
    expect(shapeOf([0, 0], [64, 32]).bounds).toEqual({ x0: -41, y0: -41, x1: 105, y1: 73 });
  });

  it('draws as many members as there is room for', () => {
    const shape = emptyShape();
    shapeBubble(shape, discs(...Array.from({ length: 30 }, (_, i): [number, number] => [i * 32, 0])), 0);
    expect(shape.discCount).toBe(MAX_DISCS);
  });
});

describe('the look of a conversation', () => {
  it('tells a locked one by its line, not by colour alone', () => {
    expect(bubbleLook(false, true).style).not.toBe(bubbleLook(false, false).style);
    expect(bubbleLook(true, true).style).not.toBe(bubbleLook(true, false).style);
  });

  it("makes one's own stronger", () => {
    expect(bubbleLook(true, false).lineWidth).toBeGreaterThan(bubbleLook(false, false).lineWidth);
    expect(bubbleLook(true, false).fillAlpha).toBeGreaterThan(bubbleLook(false, false).fillAlpha);
  });
});
