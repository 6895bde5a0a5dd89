/** The island's map as the browser draws and walks it (docs/protocol.md 6), decoded. */

import type { Tile, ZoneId } from './units.ts';

export type ZoneKind = 'place' | 'meeting' | 'podium' | 'audience' | 'quiet' | 'start';

export interface LocalText {
  readonly nl: string;
  readonly en: string;
}

export interface Zone {
  readonly id: ZoneId;
  readonly kind: ZoneKind;
  readonly names: LocalText;
  readonly descriptions: LocalText;
  /** [y, x0, x1), sorted. */
  readonly spans: readonly (readonly [number, number, number])[];
  readonly capacity: number | null;
  readonly stage: string | null;
}

export interface Tileset {
  readonly first: number;
  readonly count: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly margin: number;
  readonly spacing: number;
  readonly image: string;
  readonly imageWidth: number;
  readonly imageHeight: number;
}

export interface TileLayer {
  readonly name: string;
  readonly above: boolean;
  readonly opacity: number;
  readonly tint: string | null;
  readonly offset: readonly [number, number];
  /** width * height gids with Tiled's flip bits, row by row. */
  readonly gids: Uint32Array;
}

export interface AnimationFrame {
  readonly gid: number;
  readonly ms: number;
}

export interface IslandMap {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly background: string | null;
  readonly tilesets: readonly Tileset[];
  readonly animations: ReadonlyMap<number, readonly AnimationFrame[]>;
  readonly layers: readonly TileLayer[];
  /** 1 where nobody can stand; width * height. */
  readonly solid: Uint8Array;
  readonly zones: readonly Zone[];
  readonly starts: readonly Tile[];
}
