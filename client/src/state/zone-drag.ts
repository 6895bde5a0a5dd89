/** Drawing a zone with a pointer: what it takes hold of, and what comes of pulling it. Pure; places are tiles. */

import type { Tile } from '../core/units.ts';
import {
  between,
  boundsOf,
  type Ground,
  holdsTile,
  moved,
  onGround,
  type Rectangle,
  type Spans,
  spansOf,
  stretched,
  withoutTiles,
  withTiles,
} from '../core/zone-shape.ts';
import type { ZoneDraft } from './zoning.ts';

/** What a pointer holds; `across` is the corner that stays while `handle` is pulled. */
export type Grip =
  | { readonly holds: 'nothing' | 'shape' | 'new' | 'brush' | 'eraser' }
  | { readonly holds: 'corner'; readonly handle: Tile; readonly across: Tile };

export interface Drag {
  readonly grip: Grip;
  readonly from: Tile;
  /** The shape as it was when it began. */
  readonly before: Spans;
  /** As far as the pointer got: painting joins it to the next place. */
  readonly at: Tile;
  readonly spans: Spans;
}

/** The tiles outside the corners of a shape, by which it is made larger or smaller; each with the corner across. */
export function handlesOf(bounds: Rectangle): readonly { readonly at: Tile; readonly across: Tile }[] {
  const { x, y, width, height } = bounds;
  const [east, south] = [x + width - 1, y + height - 1];
  return [
    { at: { x: x - 1, y: y - 1 }, across: { x: east, y: south } },
    { at: { x: east + 1, y: y - 1 }, across: { x, y: south } },
    { at: { x: east + 1, y: south + 1 }, across: { x, y } },
    { at: { x: x - 1, y: south + 1 }, across: { x: east, y } },
  ];
}

/** The pointer went down on a tile. `reachTiles` is how far beside a handle counts: fingers are thick. */
export function beginDrag(draft: ZoneDraft, tile: Tile, reachTiles: number, ground: Ground): Drag {
  const grip = gripAt(draft, tile, reachTiles);
  const drag: Drag = { grip, from: tile, before: draft.spans, at: tile, spans: draft.spans };
  return grip.holds === 'corner' ? drag : dragTo(drag, tile, ground);
}

/** The pointer is on this tile now. */
export function dragTo(drag: Drag, tile: Tile, ground: Ground): Drag {
  return { ...drag, at: tile, spans: shapeOf(drag, tile, ground) };
}

function gripAt({ tool, spans }: ZoneDraft, tile: Tile, reachTiles: number): Grip {
  if (tool === 'rectangle') return { holds: 'new' };
  if (tool === 'paint') return { holds: 'brush' };
  if (tool === 'erase') return { holds: 'eraser' };
  const bounds = boundsOf(spans);
  if (tool === 'none' || !bounds) return { holds: 'nothing' };
  if (holdsTile(spans, tile)) return { holds: 'shape' };
  const near = handlesOf(bounds).find(
    ({ at }) => Math.max(Math.abs(at.x - tile.x), Math.abs(at.y - tile.y)) <= reachTiles,
  );
  return near ? { holds: 'corner', handle: near.at, across: near.across } : { holds: 'nothing' };
}

function shapeOf({ grip, from, before, at, spans }: Drag, tile: Tile, ground: Ground): Spans {
  switch (grip.holds) {
    case 'nothing':
      return before;
    case 'shape':
      return moved(before, tile.x - from.x, tile.y - from.y, ground);
    case 'new':
      return spansOf(onGround(between(from, tile), ground));
    case 'corner': {
      // The handle lies one tile outside the shape.
      const { handle, across } = grip;
      const x = tile.x + handle.x - from.x - Math.sign(handle.x - across.x);
      const y = tile.y + handle.y - from.y - Math.sign(handle.y - across.y);
      return stretched(before, onGround(between(across, { x, y }), ground));
    }
    case 'brush':
      return way(at, tile).reduce((shape, one) => withTiles(shape, between(one, one)), spans);
    case 'eraser':
      return way(at, tile).reduce((shape, one) => withoutTiles(shape, between(one, one)), spans);
  }
}

/** The tiles from one to another in a straight line: a pointer that is pulled fast skips some. */
function way(from: Tile, to: Tile): readonly Tile[] {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
  return Array.from({ length: steps + 1 }, (_, step) => ({
    x: Math.round(from.x + ((to.x - from.x) * step) / steps),
    y: Math.round(from.y + ((to.y - from.y) * step) / steps),
  }));
}
