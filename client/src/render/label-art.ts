/** A name pill as a picture: signs and the name, at the screen's own resolution. */

import type { LabelContent } from './label-content.ts';
import { AWAY, BUSY, HOST, INK, MUTED, OWN_PILL, PAPER, PILL, SPEAKING } from './palette.ts';
import { makeCanvas } from './tinting.ts';
import { paintVector, type VectorIcon } from './vector-icons.ts';

/** CSS pixels. */
const FONT_PX = 13;
const HEIGHT = 20;
const PADDING = 7;
const SIGN = 13;
const GAP = 3;
const MAX_NAME = 150;
/** Room around the pill for its line and, under one's own, the pointer. */
export const LABEL_MARGIN = 3;
export const LABEL_POINTER = 5;

const FONT = `600 ${FONT_PX}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif`;

const SIGN_COLOURS: Readonly<Record<VectorIcon, string>> = {
  muted: MUTED,
  camera: PAPER,
  host: HOST,
  busy: BUSY,
  away: AWAY,
  lock: PAPER,
};

/** Cut a text so that it fits, with an ellipsis. `measure` gives the width of a text. */
export function fitted(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && measure(`${letters.join('').trimEnd()}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Paint a pill; its size in device pixels is the canvas's. */
export function paintLabel(text: string, content: LabelContent, pixelRatio: number): HTMLCanvasElement {
  const [, measuring] = makeCanvas(1, 1);
  measuring.font = FONT;
  const name = fitted(text, MAX_NAME, (part) => measuring.measureText(part).width);
  const signs = content.signs.length * (SIGN + GAP);
  const width = Math.ceil(measuring.measureText(name).width) + signs + 2 * PADDING;
  const [canvas, pen] = makeCanvas(
    Math.ceil((width + 2 * LABEL_MARGIN) * pixelRatio),
    Math.ceil((HEIGHT + 2 * LABEL_MARGIN + LABEL_POINTER) * pixelRatio),
  );
  pen.scale(pixelRatio, pixelRatio);
  pen.translate(LABEL_MARGIN, LABEL_MARGIN);
  paintPill(pen, width, content);
  let x = PADDING;
  for (const sign of content.signs) {
    paintVector(pen, sign, x, (HEIGHT - SIGN) / 2, SIGN, SIGN_COLOURS[sign]);
    x += SIGN + GAP;
  }
  pen.font = FONT;
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = PAPER;
  pen.fillText(name, x, HEIGHT / 2 + FONT_PX * 0.36);
  return canvas;
}

function paintPill(pen: CanvasRenderingContext2D, width: number, { own, speaking }: LabelContent): void {
  const pill = own ? OWN_PILL : PILL;
  pen.beginPath();
  pen.roundRect(0, 0, width, HEIGHT, HEIGHT / 2);
  if (own) {
    pen.moveTo(width / 2 - 5, HEIGHT);
    pen.lineTo(width / 2, HEIGHT + LABEL_POINTER);
    pen.lineTo(width / 2 + 5, HEIGHT);
  }
  pen.globalAlpha = pill.alpha;
  pen.fillStyle = pill.colour;
  pen.fill();
  pen.globalAlpha = 1;
  if (!own && !speaking) return;
  pen.beginPath();
  pen.roundRect(-0.75, -0.75, width + 1.5, HEIGHT + 1.5, HEIGHT / 2 + 0.75);
  pen.lineWidth = speaking ? 2.5 : 1.5;
  pen.strokeStyle = speaking ? SPEAKING : PAPER;
  pen.shadowColor = INK;
  pen.shadowBlur = 1;
  pen.stroke();
  pen.shadowBlur = 0;
}
