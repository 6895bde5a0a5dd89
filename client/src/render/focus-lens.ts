/** How the camera shows a zone that wants to be in view as a whole, until the person zooms by hand. Pure. */

import type { Ground, Viewport } from '../core/camera.ts';
import type { FocusArea } from '../core/focus-area.ts';
import type { TilePoint } from '../core/units.ts';
import { MAX_ZOOM } from './island-camera.ts';

/** Device pixels per map pixel; smaller ones are for whoever asks. */
const LEAST_SCALE = 0.5;

export interface Look {
  readonly centre: TilePoint;
  /** Device pixels per map pixel. */
  readonly scale: number;
}

export class FocusLens {
  private area: FocusArea | null = null;
  private zoom = 0;
  private isOverruled = false;

  /**
   * What to show now; null: oneself, at one's own zoom.
   *
   * @param area - The zone in which one stands; another object is another visit.
   * @param zoom - One's own: a change while one is in the zone overrules it until one leaves.
   * @param screen - In device pixels.
   */
  look(area: FocusArea | null, zoom: number, screen: Viewport, pixelRatio: number, ground: Ground): Look | null {
    if (area !== this.area) this.isOverruled = false;
    else if (zoom !== this.zoom) this.isOverruled = true;
    this.area = area;
    this.zoom = zoom;
    return area === null || this.isOverruled ? null : lookAt(area, screen, pixelRatio, ground);
  }
}

/** The largest even scale at which the whole area is on the screen; null if it is too large for that. */
function lookAt(area: FocusArea, screen: Viewport, pixelRatio: number, ground: Ground): Look | null {
  const share = 1 + Math.max(0, area.margin);
  const width = (area.x1 - area.x0) * ground.tileWidth * share;
  const height = (area.y1 - area.y0) * ground.tileHeight * share;
  const fit = Math.min(screen.width / width, screen.height / height, MAX_ZOOM * pixelRatio);
  if (fit < (area.leastScale ?? LEAST_SCALE)) return null;
  const centre = { x: (area.x0 + area.x1 - 1) / 2, y: (area.y0 + area.y1 - 1) / 2 };
  // Whole steps, so that pixels are equally large.
  return { centre, scale: fit < 1 ? 1 / Math.ceil(1 / fit) : Math.floor(fit) };
}
