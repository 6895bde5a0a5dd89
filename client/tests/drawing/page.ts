/**
 * A page that draws a map with the program's own `TileLayers` and nothing else: no people, no labels, no camera.
 *
 * `?map=ADDRESS` of the map's JSON; `x` and `y` (map pixels of the upper left corner), `width` and `height` say what of
 * it, `doors` which doors are open (else as the map has them), `way` which way it is drawn: `ours`, or `canvas` or
 * `sprites`, which the benchmark holds ours against. One map pixel is one pixel of the page. The title becomes "drawn" when all is there; `measured` holds how long that took, `walk`
 * moves the view, and `kept` tells what is held for it.
 */

import 'pixi.js/unsafe-eval';
import 'pixi.js/mesh';
import { Container, Mesh, WebGLRenderer } from 'pixi.js';
import type { IslandMap } from '../../src/core/island-map.ts';
import { decodeMap } from '../../src/core/map-decoding.ts';
import type { DoorId } from '../../src/core/units.ts';
import type { Rect } from '../../src/render/rectangles.ts';
import { TileLayers } from '../../src/render/tile-layers.ts';
import { CanvasTiles } from './canvas-tiles.ts';
import { SpriteTiles } from './sprite-tiles.ts';

/** What one frame took, in ms: our script, and then waiting until all it asked for was drawn; and whether it had holes. */
interface FrameTimes {
  readonly script: number;
  readonly drawing: number;
  readonly complete: boolean;
}

/** Where to, in map pixels of the upper left corner, and how fast. */
interface Walk {
  readonly x: number;
  readonly y: number;
  readonly pxPerSecond?: number;
  readonly pxPerFrame?: number;
  /** No animation of tiles. */
  readonly still?: boolean;
}

/** Meshes of chunks, textures on the side of WebGL and their bytes in millions, and bitmaps of tilesets. */
interface Kept {
  readonly meshes: number;
  readonly textures: number;
  readonly textureMb: number;
  readonly bitmaps: number;
}

declare global {
  interface Window {
    /** `parseMs` and `decodeMs` of the map; `firstViewMs` from there until all in view was drawn. */
    measured: { parseMs: number; decodeMs: number; firstViewMs: number; first: FrameTimes[] };
    /** Goes there frame by frame, as soon as the page can. */
    walk(walk: Walk): Promise<FrameTimes[]>;
    /** Goes on until all in view is there. */
    settle(): Promise<FrameTimes[]>;
    kept(): Kept;
  }
}

/** One way to draw a map. */
interface Way {
  draw(view: Rect, now: number, still: boolean): void;
  /** Wait until what was asked for has been drawn. */
  finish(): void;
  readonly isComplete: boolean;
  kept(): Kept;
}

const asked = new URLSearchParams(location.search);
const numberOf = (key: string, otherwise: number) => Number(asked.get(key) ?? otherwise);
let bitmaps = 0;

async function draw(): Promise<void> {
  const text = await (await fetch(asked.get('map') ?? '')).text();
  const began = performance.now();
  const json: unknown = JSON.parse(text);
  const parsed = performance.now();
  const map = decodeMap(json);
  const decoded = performance.now();
  const width = numberOf('width', map.width * map.tileWidth);
  const height = numberOf('height', map.height * map.tileHeight);
  const view = { x0: numberOf('x', 0), y0: numberOf('y', 0), x1: 0, y1: 0 };
  const way = await wayOf(asked.get('way') ?? 'ours', map, width, height);
  const frame = (still: boolean): FrameTimes => {
    const start = performance.now();
    view.x1 = view.x0 + width;
    view.y1 = view.y0 + height;
    way.draw(view, start, still);
    const done = performance.now();
    way.finish();
    return { script: done - start, drawing: performance.now() - done, complete: way.isComplete };
  };
  window.kept = way.kept;
  window.walk = (walk) => walkTo(walk, view, frame);
  window.settle = () => settle(way, frame);
  const first = await window.settle();
  const firstViewMs = performance.now() - decoded;
  window.measured = { parseMs: parsed - began, decodeMs: decoded - parsed, firstViewMs, first };
  document.title = 'drawn';
}

async function walkTo(walk: Walk, view: Rect, frame: (still: boolean) => FrameTimes): Promise<FrameTimes[]> {
  const from = { x: view.x0, y: view.y0 };
  const far = Math.hypot(walk.x - from.x, walk.y - from.y);
  const times: FrameTimes[] = [];
  const start = performance.now();
  for (let gone = 0; gone < far; ) {
    await nextFrame();
    const elapsed = (performance.now() - start) / 1000;
    gone = Math.min(far, walk.pxPerSecond ? walk.pxPerSecond * elapsed : gone + (walk.pxPerFrame ?? far));
    view.x0 = Math.round(from.x + ((walk.x - from.x) * gone) / far);
    view.y0 = Math.round(from.y + ((walk.y - from.y) * gone) / far);
    times.push(frame(walk.still ?? false));
  }
  return times;
}

async function settle(way: Way, frame: (still: boolean) => FrameTimes): Promise<FrameTimes[]> {
  const times = [frame(true)];
  while (!way.isComplete) {
    await nextFrame();
    times.push(frame(true));
  }
  return times;
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

async function wayOf(name: string, map: IslandMap, width: number, height: number): Promise<Way> {
  if (name === 'canvas') return canvasWay(map, width, height);
  const renderer = await rendererFor(map, width, height);
  return name === 'sprites' ? spritesWay(map, renderer) : ourWay(map, renderer);
}

function canvasWay(map: IslandMap, width: number, height: number): Way {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  document.body.append(canvas);
  const tiles = new CanvasTiles(map, canvas);
  return {
    draw: (view, now, still) => tiles.draw(view, now, still),
    finish: () => tiles.finish(),
    get isComplete() {
      return tiles.isDrawn;
    },
    kept: () => ({ meshes: 0, textures: 0, textureMb: 0, bitmaps }),
  };
}

function spritesWay(map: IslandMap, renderer: WebGLRenderer): Way {
  const tiles = new SpriteTiles(map);
  return {
    draw: (view, now, still) => {
      tiles.root.position.set(-view.x0, -view.y0);
      tiles.update(view, now, still);
      renderer.render(tiles.root);
    },
    finish: () => finish(renderer),
    get isComplete() {
      return tiles.isDrawn;
    },
    kept: () => kept(renderer, tiles.root),
  };
}

function ourWay(map: IslandMap, renderer: WebGLRenderer): Way {
  const layers = new TileLayers(map);
  const doors = asked.get('doors');
  if (doors !== null) layers.setDoors(new Set(doors.split(',') as DoorId[]));
  const stage = new Container();
  stage.addChild(layers.below, layers.above);
  return {
    draw: (view, now, still) => {
      stage.position.set(-view.x0, -view.y0);
      layers.update(view, now, still);
      renderer.render(stage);
    },
    finish: () => finish(renderer),
    get isComplete() {
      return layers.isComplete;
    },
    kept: () => kept(renderer, stage),
  };
}

async function rendererFor(map: IslandMap, width: number, height: number): Promise<WebGLRenderer> {
  const renderer = new WebGLRenderer<HTMLCanvasElement>();
  await renderer.init({
    manageImports: false,
    antialias: false,
    width,
    height,
    background: map.background ?? '#000000',
    preserveDrawingBuffer: true,
  });
  document.body.append(renderer.canvas);
  return renderer;
}

function finish({ gl }: WebGLRenderer): void {
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

function kept(renderer: WebGLRenderer, stage: Container): Kept {
  // Pixi leaves a null for each that it has let go.
  const textures = renderer.texture.managedTextures.filter((one) => one !== null);
  const textureMb = textures.reduce((sum, one) => sum + (one.pixelWidth * one.pixelHeight * 4) / 1e6, 0);
  return { meshes: meshesIn(stage), textures: textures.length, textureMb: Math.round(textureMb), bitmaps };
}

function meshesIn(container: Container): number {
  return container.children.reduce((sum, child) => sum + (child instanceof Mesh ? 1 : meshesIn(child as Container)), 0);
}

/** Count the bitmaps that are made and not closed. */
function countBitmaps(): void {
  const make = window.createImageBitmap.bind(window);
  window.createImageBitmap = async (...given: unknown[]) => {
    const bitmap = await (make as (...all: unknown[]) => Promise<ImageBitmap>)(...given);
    bitmaps += 1;
    const close = bitmap.close.bind(bitmap);
    bitmap.close = () => {
      bitmaps -= 1;
      close();
    };
    return bitmap;
  };
}

countBitmaps();
draw().catch((error: unknown) => {
  document.title = `failed: ${String(error)}`;
});
