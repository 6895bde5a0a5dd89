/**
 * A page that draws a map with the program's own `TileLayers` and nothing else: no people, no labels, no camera.
 *
 * `?map=ADDRESS` of the map's JSON; `x` and `y` (map pixels of the upper left corner), `width` and `height` say what of
 * it, `doors` which doors are open (else as the map has them). One map pixel is one pixel of the page. The title becomes
 * "drawn" when all is there; `measured` holds how long that took.
 */

import 'pixi.js/unsafe-eval';
import 'pixi.js/mesh';
import { Container, WebGLRenderer } from 'pixi.js';
import { decodeMap } from '../../src/core/map-decoding.ts';
import type { DoorId } from '../../src/core/units.ts';
import { TileLayers } from '../../src/render/tile-layers.ts';

declare global {
  interface Window {
    measured: { decodeMs: number; longestFrameMs: number; frames: number };
  }
}

const asked = new URLSearchParams(location.search);
const numberOf = (key: string, otherwise: number) => Number(asked.get(key) ?? otherwise);

async function draw(): Promise<void> {
  const json: unknown = await (await fetch(asked.get('map') ?? '')).json();
  const before = performance.now();
  const map = decodeMap(json);
  const decodeMs = performance.now() - before;
  const x0 = numberOf('x', 0);
  const y0 = numberOf('y', 0);
  const width = numberOf('width', map.width * map.tileWidth);
  const height = numberOf('height', map.height * map.tileHeight);
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
  const layers = new TileLayers(map);
  const doors = asked.get('doors');
  if (doors !== null) layers.setDoors(new Set(doors.split(',') as DoorId[]));
  const stage = new Container();
  stage.position.set(-x0, -y0);
  stage.addChild(layers.below, layers.above);
  window.measured = { decodeMs, longestFrameMs: 0, frames: 0 };
  const frame = () => {
    const began = performance.now();
    layers.update({ x0, y0, x1: x0 + width, y1: y0 + height }, 0, true);
    renderer.render(stage);
    window.measured.longestFrameMs = Math.max(window.measured.longestFrameMs, performance.now() - began);
    window.measured.frames += 1;
    if (layers.isComplete) document.title = 'drawn';
    else requestAnimationFrame(frame);
  };
  frame();
}

draw().catch((error: unknown) => {
  document.title = `failed: ${String(error)}`;
});
