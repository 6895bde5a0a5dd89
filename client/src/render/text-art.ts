/** Draws a text object. Its words are the map's author's, in the author's language. */

import type { TextItem } from '../core/island-map.ts';
import { textLines } from './text-lines.ts';
import { makeCanvas, tinted } from './tinting.ts';

/** Letters are drawn larger than the map's pixels, to be sharp when one looks closer. */
const SHARPER = 2;
const MOST_PX = 2048;

/** The text in its box, with the layer's tint and opacity. */
export function textPicture(item: TextItem, tint: string | null, opacity: number): HTMLCanvasElement {
  const scale = Math.min(SHARPER, MOST_PX / item.width, MOST_PX / item.height);
  const [canvas, pen] = makeCanvas(
    Math.max(1, Math.ceil(item.width * scale)),
    Math.max(1, Math.ceil(item.height * scale)),
  );
  pen.scale(canvas.width / item.width, canvas.height / item.height);
  pen.globalAlpha = opacity;
  pen.fillStyle = item.colour;
  pen.font = fontOf(item);
  write(pen, item);
  return tint === null ? canvas : tinted(canvas, tint);
}

function fontOf(item: TextItem): string {
  const family = item.font.replace(/["\\\n\r]/g, '');
  return `${item.italic ? 'italic ' : ''}${item.bold ? 'bold ' : ''}${item.size}px "${family}", sans-serif`;
}

function write(pen: CanvasRenderingContext2D, item: TextItem): void {
  const lines = textLines(item.text, item.wrap, item.width, (line) => pen.measureText(line).width);
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = pen.measureText('');
  const step = ascent + descent;
  const room = item.height - step * lines.length;
  const top = { top: 0, center: room / 2, bottom: room }[item.align[1]];
  lines.forEach((line, i) => {
    const width = pen.measureText(line).width;
    const baseline = top + i * step + ascent;
    const isLast = i === lines.length - 1;
    if (item.align[0] === 'justify' && !isLast && item.wrap) {
      const gaps = line.split(' ').length - 1;
      pen.wordSpacing = gaps > 0 ? `${Math.max(0, (item.width - width) / gaps)}px` : '0px';
    }
    const left = { left: 0, justify: 0, center: (item.width - width) / 2, right: item.width - width }[item.align[0]];
    pen.fillText(line, left, baseline);
    const drawn = pen.measureText(line).width;
    pen.wordSpacing = '0px';
    const thickness = Math.max(1, item.size / 16);
    if (item.underline) pen.fillRect(left, baseline + thickness, drawn, thickness);
    if (item.strikeout) pen.fillRect(left, baseline - ascent * 0.3, drawn, thickness);
  });
}
