/** The ground of an island whose map is no longer there: nothing but room enough for those who walked. */

import type { IslandMap } from '../core/island-map.ts';
import type { RecordedSegment } from '../core/log/recorded-segment.ts';
import { decodeSnapshot } from '../core/log/snapshot-decoding.ts';
import { pathEnd, type StepTimes, type TimedPath } from '../core/motion.ts';

const GROUND = '#cfd9c4';
const TILE_PX = 32;
const MARGIN_TILES = 4;
/** Grows by so much, so that it seldom grows. */
const ROUND_TILES = 16;

/** At least as large as `former`. */
export function plainMap(segment: RecordedSegment, times: StepTimes, former: IslandMap | null): IslandMap {
  let [width, height] = [former?.width ?? 0, former?.height ?? 0];
  for (const path of pathsOf(segment, times)) {
    for (const { x, y } of [path, pathEnd(path)]) {
      width = Math.max(width, roomy(x));
      height = Math.max(height, roomy(y));
    }
  }
  [width, height] = [Math.max(width, ROUND_TILES), Math.max(height, ROUND_TILES)];
  if (former && former.width === width && former.height === height) return former;
  return {
    id: segment.mapId,
    name: segment.island,
    width,
    height,
    tileWidth: TILE_PX,
    tileHeight: TILE_PX,
    background: GROUND,
    tilesets: [],
    animations: new Map(),
    layers: [],
    solid: new Uint8Array(width * height),
    zones: [],
    starts: [],
    doors: [],
    credits: [],
  };
}

/** Turns in between may lie further out than both ends; the margin is for those. */
function* pathsOf(segment: RecordedSegment, times: StepTimes): Generator<TimedPath> {
  for (const { path } of decodeSnapshot(segment.snapshot, times).avatars.values()) if (path) yield path;
  for (const entry of segment.entries)
    if ((entry.kind === 'moved' || entry.kind === 'entered') && entry.path) yield entry.path;
}

const roomy = (tile: number): number => Math.ceil((tile + 1 + MARGIN_TILES) / ROUND_TILES) * ROUND_TILES;
