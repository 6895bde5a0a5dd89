/** Colouring pictures that are drawn in greys, on canvases. */

/** An empty canvas of this size (pixels) and its pen, with hard pixels. */
export function makeCanvas(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser has no 2D canvas');
  pen.imageSmoothingEnabled = false;
  return [canvas, pen];
}

/** A copy of a picture, multiplied by a colour; its transparency stays as it is. */
export function tinted(picture: HTMLCanvasElement, colour: string): HTMLCanvasElement {
  const [canvas, pen] = makeCanvas(picture.width, picture.height);
  pen.drawImage(picture, 0, 0);
  pen.globalCompositeOperation = 'multiply';
  pen.fillStyle = colour;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.globalCompositeOperation = 'destination-in';
  pen.drawImage(picture, 0, 0);
  return canvas;
}
