/** Where the corners of a thing on an object layer are once it is turned. */

import type { TextItem, TileItem } from '../core/island-map.ts';
import type { Rect } from './rectangles.ts';

type Box = Pick<TileItem | TextItem, 'x' | 'y' | 'width' | 'height' | 'rotation' | 'pivot'>;

/** (x, y) of its four corners in map pixels, from what was the upper left one clockwise. */
export function itemCorners(item: Box, offset: readonly [number, number]): readonly number[] {
  const [pivotX, pivotY] = item.pivot;
  const turn = (item.rotation * Math.PI) / 180;
  const [cos, sin] = item.rotation === 0 ? [1, 0] : [Math.cos(turn), Math.sin(turn)];
  const aroundX = item.x + pivotX + offset[0];
  const aroundY = item.y + pivotY + offset[1];
  return [
    [0, 0],
    [item.width, 0],
    [item.width, item.height],
    [0, item.height],
  ].flatMap(([x = 0, y = 0]) => {
    const [dx, dy] = [x - pivotX, y - pivotY];
    return [aroundX + dx * cos - dy * sin, aroundY + dx * sin + dy * cos];
  });
}

/** The upright box around corners. */
export function itemBounds(corners: readonly number[]): Rect {
  const across = corners.filter((_, i) => i % 2 === 0);
  const down = corners.filter((_, i) => i % 2 === 1);
  return { x0: Math.min(...across), y0: Math.min(...down), x1: Math.max(...across), y1: Math.max(...down) };
}
