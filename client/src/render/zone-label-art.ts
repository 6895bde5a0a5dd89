/** The name of a zone as it lies on the ground: letters with a dark halo, at the screen's own resolution. */

import type { ZoneKind } from '../core/island-map.ts';
import { INK, PAPER } from './palette.ts';
import { makeCanvas } from './tinting.ts';

/** Behind the letters, so that they stand out from any ground. */
export const HALO = { colour: INK, alpha: 0.78 } as const;
const FONT_PX = 13;
const HEIGHT = 24;
const PADDING = 8;
const SIGN = 13;

/** A sign before the names of zones in which something happens. */
const SIGNS: Readonly<Partial<Record<ZoneKind, string>>> = {
  meeting: 'M3 4h18v12H12l-5 5v-5H3z',
  table: 'M2 7h20v4H2zM4 12h3v8H4zM17 12h3v8h-3z',
  podium:
    'M12 2a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-7 0v-5A3.5 3.5 0 0 1 12 2zM5 10h2.4a4.6 4.6 0 0 0 9.2 0H19a7 7 0 0 1-5.8 6.9V20H17v2H7v-2h3.8v-3.1A7 7 0 0 1 5 10z',
  audience:
    'M8 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM16 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 20v-4a4 4 0 0 1 4-4h4a4 4 0 0 1 2 .6 4 4 0 0 1 2-.6h4a4 4 0 0 1 4 4v4z',
  quiet: 'M4 9h4l6-5v16l-6-5H4zM16.5 9.9 18 8.5l2 2 2-2 1.4 1.4-2 2 2 2L22 15.400l-2-2-2 2-1.400-1.500 2-2z',
};

/**
 * Paint a name.
 *
 * @param size - 1 is the size of a pill's text.
 */
export function paintZoneName(name: string, kind: ZoneKind, size: number, pixelRatio: number): HTMLCanvasElement {
  const font = `700 ${FONT_PX}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif`;
  const [, measuring] = makeCanvas(1, 1);
  styleText(measuring, font);
  const sign = SIGNS[kind];
  const signWidth = sign ? SIGN + 5 : 0;
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
