/**
 * The camera of the drawn island: the pure one of `core`, plus free look, whole-pixel zooms and device pixels.
 * World lengths are map pixels (most maps have 32 of them in a tile), screen lengths are device pixels.
 */

import { type Camera, clampToMap, follow, type Ground, JUMP_TILES, type Viewport } from '../core/camera.ts';
import type { TilePoint } from '../core/units.ts';
import type { Rect } from './rectangles.ts';

export const MIN_ZOOM = 1;
export const MAX_ZOOM = 4;
/** After this time (ms) a change of zoom is 63 % done. */
const ZOOM_MS = 90;
/** Moved less than this in a frame (tiles), the camera is there. */
const SETTLED_TILES = 0.02;

/** Device pixels per map pixel at a zoom: whole, so that every map pixel is equally large on the screen. */
export function wholeScale(zoom: number, pixelRatio: number): number {
  const clamped = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
  return Math.max(1, Math.round(clamped * pixelRatio));
}

/** The zoom one whole scale further, inwards or outwards; the same zoom at the ends. */
export function steppedZoom(zoom: number, pixelRatio: number, towards: 1 | -1): number {
  const scale = wholeScale(zoom, pixelRatio) + towards;
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, scale / pixelRatio));
}

/** The zoom at which a host of this size (CSS pixels) shows enough of the island around oneself. */
export function suitableZoom(width: number, height: number): number {
  const shortest = Math.min(width, height);
  if (shortest < 520) return 1.34;
  return shortest > 1500 ? 3 : 2;
}

export class IslandCamera {
  /** Device pixels per map pixel; whole while at rest. */
  scale = 2;
  /** Size of the canvas in device pixels. */
  width = 1;
  height = 1;
  private following = true;

  private readonly ground: Ground;
  private view: Camera = { centre: { x: 0, y: 0 }, zoom: 2 };
  private viewport: Viewport = { width: 1, height: 1 };
  private targetScale = 2;
  private placed = false;
  /** Shows a zone, or is on its way back from it: however far that is, it glides. */
  private framing = false;

  constructor(ground: Ground) {
    this.ground = ground;
  }

  setViewport(width: number, height: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.viewport = { width: this.width, height: this.height };
  }

  /** Glide to this scale; at once before the first `step`. */
  setScale(scale: number): void {
    this.targetScale = scale;
  }

  /** Free look: drag the picture by device pixels. */
  pan(dx: number, dy: number): void {
    this.following = false;
    const centre = {
      x: this.view.centre.x - dx / (this.scale * this.ground.tileWidth),
      y: this.view.centre.y - dy / (this.scale * this.ground.tileHeight),
    };
    this.view = clampToMap({ centre, zoom: this.scale }, this.viewport, this.ground);
  }

  /** Go back to oneself after looking around. */
  follow(): void {
    this.following = true;
  }

  /**
   * Advance by `ms` with oneself at `focus` (tiles). `still` (reduced motion): no gliding. `framed`: show this place rather than oneself.
   */
  step(ms: number, focus: TilePoint, still: boolean, framed: TilePoint | null = null): void {
    const cut = still || !this.placed;
    this.scale = cut ? this.targetScale : easedScale(this.scale, this.targetScale, ms);
    const from = this.view.centre;
    const target = this.following || !this.placed ? (framed ?? focus) : from;
    if (framed) this.framing = true;
    const jump = this.framing ? Number.POSITIVE_INFINITY : JUMP_TILES;
    this.view = follow({ centre: from, zoom: this.scale }, target, ms, cut, this.viewport, this.ground, jump);
    const moved = Math.hypot(this.view.centre.x - from.x, this.view.centre.y - from.y);
    if (!framed && moved < SETTLED_TILES) this.framing = false;
    this.placed = true;
  }

  /** Where map pixel 0 is on the screen. */
  originX(): number {
    return this.width / 2 - (this.view.centre.x + 0.5) * this.ground.tileWidth * this.scale;
  }

  originY(): number {
    return this.height / 2 - (this.view.centre.y + 0.5) * this.ground.tileHeight * this.scale;
  }

  toWorldX(x: number): number {
    return (x - this.originX()) / this.scale;
  }

  toWorldY(y: number): number {
    return (y - this.originY()) / this.scale;
  }

  /** The map pixels on the screen, grown by `margin`, filled in into `rect`. */
  visible(rect: Rect, margin: number): Rect {
    rect.x0 = this.toWorldX(0) - margin;
    rect.y0 = this.toWorldY(0) - margin;
    rect.x1 = this.toWorldX(this.width) + margin;
    rect.y1 = this.toWorldY(this.height) + margin;
    return rect;
  }
}

function easedScale(scale: number, target: number, ms: number): number {
  const gap = Math.log(target / scale);
  return Math.abs(gap) < 0.004 ? target : scale * Math.exp(gap * (1 - Math.exp(-ms / ZOOM_MS)));
}
