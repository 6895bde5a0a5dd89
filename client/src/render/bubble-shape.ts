/**
 * The ground that a conversation covers: a disc around each member, and between them the shortest paths that make it
 * one piece (a minimum spanning tree). Pure geometry; lengths are map pixels.
 */

import type { Point, Rect } from './rectangles.ts';

/** As many discs as are drawn for one conversation. */
export const MAX_DISCS = 16;

/** Somebody who stands in it: their disc grows from nothing to `radius`. */
export interface Disc extends Point {
  radius: number;
}

/** Discs and paths, in the flat form that the shader reads. */
export interface BubbleShape {
  /** x, y, radius, 0 for each member. */
  readonly discs: Float32Array;
  discCount: number;
  /** x, y of both ends for each path, and its half width apart. */
  readonly paths: Float32Array;
  readonly widths: Float32Array;
  pathCount: number;
  readonly bounds: Rect;
}

export function emptyShape(): BubbleShape {
  return {
    discs: new Float32Array(MAX_DISCS * 4),
    discCount: 0,
    paths: new Float32Array(MAX_DISCS * 4),
    widths: new Float32Array(MAX_DISCS),
    pathCount: 0,
    bounds: { x0: 0, y0: 0, x1: 0, y1: 0 },
  };
}

/**
 * Shape the ground around `members`.
 *
 * @param margin - How far the bounds go beyond the discs.
 */
export function shapeBubble(shape: BubbleShape, members: readonly Disc[], margin: number): void {
  const count = Math.min(members.length, MAX_DISCS);
  const bounds = shape.bounds;
  bounds.x0 = bounds.y0 = Number.POSITIVE_INFINITY;
  bounds.x1 = bounds.y1 = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const { x, y, radius } = members[i] as Disc;
    shape.discs[i * 4] = x;
    shape.discs[i * 4 + 1] = y;
    shape.discs[i * 4 + 2] = radius;
    bounds.x0 = Math.min(bounds.x0, x - radius - margin);
    bounds.y0 = Math.min(bounds.y0, y - radius - margin);
    bounds.x1 = Math.max(bounds.x1, x + radius + margin);
    bounds.y1 = Math.max(bounds.y1, y + radius + margin);
  }
  shape.discCount = count;
  joinDiscs(shape);
}

const joined = new Uint8Array(MAX_DISCS);

/** Prim's algorithm; with at most 16 discs the plain form is the fast one. */
function joinDiscs(shape: BubbleShape): void {
  const { discs, paths, widths, discCount } = shape;
  joined.fill(0);
  joined[0] = 1;
  shape.pathCount = 0;
  for (let step = 1; step < discCount; step++) {
    let from = 0;
    let to = 0;
    let shortest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < discCount; i++) {
      if (!joined[i]) continue;
      for (let j = 0; j < discCount; j++) {
        if (joined[j]) continue;
        const length = Math.hypot(at(discs, i * 4) - at(discs, j * 4), at(discs, i * 4 + 1) - at(discs, j * 4 + 1));
        if (length < shortest) [from, to, shortest] = [i, j, length];
      }
    }
    joined[to] = 1;
    const path = shape.pathCount * 4;
    paths[path] = at(discs, from * 4);
    paths[path + 1] = at(discs, from * 4 + 1);
    paths[path + 2] = at(discs, to * 4);
    paths[path + 3] = at(discs, to * 4 + 1);
    widths[shape.pathCount] = pathWidth(shortest, Math.min(at(discs, from * 4 + 2), at(discs, to * 4 + 2)));
    shape.pathCount += 1;
  }
}

/** Half the width of a path between discs of this radius: it thins as people part, like honey. */
function pathWidth(length: number, radius: number): number {
  if (radius <= 0) return 0;
  const apart = Math.min(1, Math.max(0, (length - radius) / (radius * 3)));
  return radius * (0.72 - 0.44 * apart);
}

/** Distance to the outline, negative within: what the shader computes for each pixel. `blend` rounds the joints. */
export function distanceTo(shape: BubbleShape, x: number, y: number, blend: number): number {
  let sum = 0;
  for (let i = 0; i < shape.discCount; i++) {
    const gap = Math.hypot(x - at(shape.discs, i * 4), y - at(shape.discs, i * 4 + 1)) - at(shape.discs, i * 4 + 2);
    sum += Math.exp(-gap / blend);
  }
  for (let i = 0; i < shape.pathCount; i++) {
    sum += Math.exp(-(distanceToPath(shape.paths, i * 4, x, y) - at(shape.widths, i)) / blend);
  }
  return -Math.log(sum) * blend;
}

function distanceToPath(paths: Float32Array, from: number, x: number, y: number): number {
  const px = x - at(paths, from);
  const py = y - at(paths, from + 1);
  const dx = at(paths, from + 2) - at(paths, from);
  const dy = at(paths, from + 3) - at(paths, from + 1);
  const part = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - dx * part, py - dy * part);
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? 0;
}
