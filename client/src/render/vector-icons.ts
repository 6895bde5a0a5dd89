/** Small one-colour signs in name pills and on the ground, as paths in a square of 24 units. */

export type VectorIcon = 'muted' | 'camera' | 'host' | 'busy' | 'away' | 'lock';

const PATHS: Readonly<Record<VectorIcon, string>> = {
  muted:
    'M12 3a3 3 0 0 1 3 3v4.6L9.3 4.9A3 3 0 0 1 12 3zM3.3 4.7 4.7 3.3 20.7 19.3 19.3 20.7 15.6 17A7 7 0 0 1 13 17.9V21H11V17.9A7 7 0 0 1 5 11H7a5 5 0 0 0 7.1 4.5L12.6 14A3 3 0 0 1 9 11v-.6zM17 11h2a7 7 0 0 1-1 3.6l-1.5-1.5A5 5 0 0 0 17 11z',
  camera: 'M4 6h10a2 2 0 0 1 2 2v2.4l5-3.4v10l-5-3.4V16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z',
  host: 'M12 2.5 14.9 8.6 21.6 9.5 16.7 14.1 17.9 20.8 12 17.6 6.1 20.8 7.3 14.1 2.4 9.5 9.1 8.6z',
  busy: 'M12 2a10 10 0 1 0 .01 0zM6.5 10.3h11v3.4h-11z',
  away: 'M20.5 14.6A9 9 0 1 1 9.4 3.5a7.2 7.2 0 0 0 11.1 11.1z',
  lock: 'M7 10V7.5a5 5 0 0 1 10 0V10h1.5A1.5 1.5 0 0 1 20 11.5v8a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19.5v-8A1.5 1.5 0 0 1 5.5 10zM9.4 10h5.2V7.5a2.6 2.6 0 0 0-5.2 0z',
};

/** Paint a sign in a square of `size` pixels whose upper left corner is (x, y). */
export function paintVector(
  pen: CanvasRenderingContext2D,
  icon: VectorIcon,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(size / 24, size / 24);
  pen.fillStyle = colour;
  pen.fill(new Path2D(PATHS[icon]), 'evenodd');
  pen.restore();
}
