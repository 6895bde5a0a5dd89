/** Paints one picture of a replay: the island, and a line that says what it is. */

import type { Caption } from '../state/replay.ts';

export interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly pen: CanvasRenderingContext2D;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const BRAND = 'Eiland';
const BAND = 'rgba(16, 24, 32, 0.82)';
const INK = '#ffffff';
/** Of the longer side of a film, pixels: more is more than browsers encode while they draw. */
const LONGEST_SIDE = 1920;
/** Of the shorter side of the picture. */
const TEXT_PART = 1 / 34;
const LEAST_TEXT_PX = 13;

/** The size of a film of a canvas: even numbers, as video wants them. */
export function sizeOfFilm({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const even = (length: number) => Math.max(2, Math.floor((length * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Paint what is on `drawn`, as large as the surface, with the title line below. */
export function paintPicture(surface: Surface, drawn: HTMLCanvasElement, caption: Caption, wallMs: number): void {
  const { pen, canvas } = surface;
  const { width, height } = canvas;
  pen.imageSmoothingEnabled = drawn.width !== width;
  pen.drawImage(drawn, 0, 0, width, height);
  const text = Math.max(LEAST_TEXT_PX, Math.round(Math.min(width, height) * TEXT_PART));
  const band = Math.round(text * 2);
  const margin = text;
  pen.fillStyle = BAND;
  pen.fillRect(0, height - band, width, band);
  pen.fillStyle = INK;
  pen.textBaseline = 'middle';
  const middle = height - band / 2;
  pen.font = `600 ${text}px system-ui, sans-serif`;
  pen.textAlign = 'right';
  pen.fillText(BRAND, width - margin, middle);
  const room = width - 3 * margin - pen.measureText(BRAND).width;
  pen.textAlign = 'left';
  pen.font = `${text}px system-ui, sans-serif`;
  pen.fillText(fitted(pen, caption.event, ` · ${caption.timeText(wallMs)}`, room), margin, middle);
}

/** The name is cut when there is no room for all; the time never is. */
function fitted(pen: CanvasRenderingContext2D, name: string, time: string, room: number): string {
  const letters = [...name];
  let text = name + time;
  while (letters.length > 0 && pen.measureText(text).width > room) {
    letters.pop();
    text = `${letters.join('').trimEnd()}…${time}`;
  }
  return text;
}
