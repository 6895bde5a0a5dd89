import type { IslandMap, TileLayer } from '../../src/core/island-map.ts';

/** A map of `width` x `height` tiles of 32 pixels with one tileset of 100 tiles, for tests. */
export function smallMap(width: number, height: number, changes: Partial<IslandMap> = {}): IslandMap {
  return {
    id: 'small',
    name: 'Small',
    width,
    height,
    tileWidth: 32,
    tileHeight: 32,
    background: null,
    tilesets: [
      {
        first: 1,
        count: 100,
        columns: 10,
        tileWidth: 32,
        tileHeight: 32,
        x: 0,
        y: 0,
        spacing: 0,
        image: '/maps/small/tiles.png',
        imageWidth: 320,
        imageHeight: 320,
        transparent: null,
        offset: [0, 0],
        fit: 'none',
      },
    ],
    animations: new Map(),
    layers: [],
    solid: new Uint8Array(width * height),
    zones: [],
    starts: [],
    doors: [],
    credits: [],
    ...changes,
  };
}

export function layerOf(gids: readonly number[], changes: Partial<TileLayer> = {}): TileLayer {
  return {
    kind: 'tiles',
    name: 'layer',
    above: false,
    shown: true,
    opacity: 1,
    tint: null,
    offset: [0, 0],
    parallax: [1, 1],
    gids: Uint32Array.from(gids),
    ...changes,
  };
}
