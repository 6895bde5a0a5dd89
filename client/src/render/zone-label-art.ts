/** The name and icon of a zone as they lie on the ground: letters with a dark halo, at the screen's own resolution. */

import type { Zone, ZoneKind } from '../core/island-map.ts';
import { type ZoneIcon, zoneIconPath } from '../core/zone-icons.ts';
import { INK, PAPER } from './palette.ts';
import { makeCanvas } from './tinting.ts';

/** Behind the letters, so that they stand out from any ground. */
export const HALO = { colour: INK, alpha: 0.78 } as const;
const FONT_PX = 13;
const HEIGHT = 24;
const PADDING = 8;
const SIGN = 13;

/** The signs of zones in which something happens, and that have no icon of their own. */
const KIND_SIGNS: Readonly<Partial<Record<ZoneKind, ZoneIcon>>> = {
  meeting: 'chat',
  table: 'table',
  podium: 'stage',
  audience: 'people',
  quiet: 'quiet',
};

/** The path of the sign before the name of a zone; null: none. */
export function zoneSign({ icon, kind }: Pick<Zone, 'icon' | 'kind'>): string | null {
  return zoneIconPath(icon) ?? zoneIconPath(KIND_SIGNS[kind] ?? '');
}

/**
 * Paint a name.
 *
 * @param sign - The path of what comes before it.
 * @param size - 1 is the size of a pill's text.
 */
export function paintZoneName(name: string, sign: string | null, size: number, pixelRatio: number): HTMLCanvasElement {
  const font = `700 ${FONT_PX}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif`;
  const [, measuring] = makeCanvas(1, 1);
  styleText(measuring, font);
  const signWidth = sign ? SIGN + (name === '' ? 0 : 5) : 0;
  const width = Math.ceil(measuring.measureText(name).width) + signWidth + 2 * PADDING;
  const factor = size * pixelRatio;
  const [canvas, pen] = makeCanvas(Math.ceil(width * factor), Math.ceil(HEIGHT * factor));
  pen.scale(factor, factor);
  styleText(pen, font);
  pen.lineJoin = 'round';
  pen.lineWidth = 4.5;
  pen.strokeStyle = HALO.colour;
  pen.fillStyle = PAPER;
  pen.globalAlpha = HALO.alpha;
  pen.strokeText(name, PADDING + signWidth, HEIGHT / 2 + FONT_PX * 0.36);
  if (sign) paintSign(pen, sign, (path) => pen.stroke(path));
  pen.globalAlpha = 1;
  pen.fillText(name, PADDING + signWidth, HEIGHT / 2 + FONT_PX * 0.36);
  if (sign) paintSign(pen, sign, (path) => pen.fill(path, 'evenodd'));
  return canvas;
}

function styleText(pen: CanvasRenderingContext2D, font: string): void {
  pen.font = font;
  pen.letterSpacing = '0.6px';
}

function paintSign(pen: CanvasRenderingContext2D, sign: string, draw: (path: Path2D) => void): void {
  pen.save();
  pen.translate(PADDING, (HEIGHT - SIGN) / 2);
  pen.scale(SIGN / 24, SIGN / 24);
  pen.lineWidth = 7;
  draw(new Path2D(sign));
  pen.restore();
}
