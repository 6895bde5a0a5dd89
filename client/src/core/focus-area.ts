/** What the camera shows of a zone that asks for it. */

import type { Zone } from './island-map.ts';

/** Tiles, x1 and y1 not included; `margin` is how much of its size to show around it (0.35 is 35 %). */
export interface FocusArea {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly margin: number;
  /** Device pixels per map pixel below which it is not shown as a whole; half if it does not say. */
  readonly leastScale?: number;
}

/** The smallest of these zones that wants to be in view; null if none does. */
export function focusOf(zones: readonly Zone[]): FocusArea | null {
  const areas = zones.flatMap((zone) => {
    const focus = zone.effects.find((effect) => effect.effect === 'focus');
    return focus && zone.spans.length > 0 ? [areaOf(zone, focus.margin)] : [];
  });
  return areas.reduce<FocusArea | null>(
    (least, area) => (least === null || sizeOf(area) < sizeOf(least) ? area : least),
    null,
  );
}

function areaOf({ spans }: Zone, margin: number): FocusArea {
  const area = { x0: Number.POSITIVE_INFINITY, y0: Number.POSITIVE_INFINITY, x1: 0, y1: 0, margin };
  for (const [y, from, to] of spans) {
    area.x0 = Math.min(area.x0, from);
    area.x1 = Math.max(area.x1, to);
    area.y0 = Math.min(area.y0, y);
    area.y1 = Math.max(area.y1, y + 1);
  }
  return area;
}

const sizeOf = ({ x0, y0, x1, y1 }: FocusArea): number => (x1 - x0) * (y1 - y0);
