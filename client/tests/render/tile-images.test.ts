import { expect, it } from 'vitest';
import { erase } from '../../src/render/tile-images.ts';

it('exactly the transparent colour disappears', () => {
  const pixels = Uint8ClampedArray.of(255, 0, 255, 255, 255, 0, 254, 255, 255, 0, 255, 0);
  expect(erase(pixels, 0xff00ff)).toBe(true);
  expect([...pixels]).toEqual([255, 0, 255, 0, 255, 0, 254, 255, 255, 0, 255, 0]);
  expect(erase(pixels, 0x00ff00)).toBe(false);
});
