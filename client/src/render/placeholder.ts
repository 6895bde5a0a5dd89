/** What is drawn where the art is missing: a neutral hatch with an edge, unlike anything an author would draw. */

import { makeCanvas } from './tinting.ts';

const PAPER = '#c3c9d0';
const INK = '#8b949e';
/** Between two lines of the hatch, in pixels of the map. */
const STEP_PX = 8;
const SEE_THROUGH = 0.8;

/** Draw the hatch in a box around the pen's origin. */
export function drawPlaceholder(pen: CanvasRenderingContext2D, width: number, height: number): void {
  const alpha = pen.globalAlpha;
  const [left, top] = [-width / 2, -height / 2];
  pen.save();
  pen.globalAlpha = alpha * SEE_THROUGH;
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.fillStyle = PAPER;
  pen.fillRect(left, top, width, height);
  pen.strokeStyle = INK;
  pen.lineWidth = 2;
  pen.beginPath();
  for (let along = STEP_PX / 2; along < width + height; along += STEP_PX) {
    pen.moveTo(left + along, top);
    pen.lineTo(left + along - height, top + height);
  }
  pen.rect(left, top, width, height);
  pen.stroke();
  pen.restore();
}

/** The hatch as a picture of its own. */
export function placeholderPicture(width: number, height: number): HTMLCanvasElement {
  const [canvas, pen] = makeCanvas(width, height);
  pen.translate(width / 2, height / 2);
  drawPlaceholder(pen, width, height);
  return canvas;
}
