/** Mouse, pen and fingers on the drawn island. Nothing here needs a drag: a tap walks, and the panels do the rest. */

import { GestureReader, type Gestures, HOLD_MS, WheelReader } from './gesture-reader.ts';

/** Pixels in a line, for wheels that count lines. */
const LINE_PX = 33;

/** Listen on `host` until the returned function is called. */
export function attachPointer(host: HTMLElement, gestures: Gestures): () => void {
  const reader = new GestureReader(gestures);
  const wheel = new WheelReader();
  const stop = new AbortController();
  const { signal } = stop;
  let holdTimer: ReturnType<typeof setTimeout> | undefined;

  const place = (event: MouseEvent): [x: number, y: number] => {
    const box = host.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const down = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    reader.down(event.pointerId, ...place(event));
    clearTimeout(holdTimer);
    holdTimer = setTimeout(() => reader.holdDue(), HOLD_MS);
  };
  const move = (event: PointerEvent) => {
    reader.move(event.pointerId, ...place(event));
    if (event.pointerType === 'mouse') gestures.hover(...place(event));
  };
  const turn = (event: WheelEvent) => {
    event.preventDefault();
    const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PX : event.deltaY;
    const step = wheel.turn(delta, event.ctrlKey, event.timeStamp);
    if (step !== 0) gestures.stepZoom(step);
  };

  host.addEventListener('pointerdown', down, { signal });
  host.addEventListener('pointermove', move, { signal });
  host.addEventListener('pointerup', (event) => reader.up(event.pointerId), { signal });
  host.addEventListener('pointercancel', (event) => reader.cancel(event.pointerId), { signal });
  host.addEventListener('pointerleave', () => gestures.unhover(), { signal });
  // A long press is a hold here, not a menu.
  host.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  host.addEventListener('wheel', turn, { signal, passive: false });
  return () => {
    stop.abort();
    clearTimeout(holdTimer);
    gestures.release();
  };
}
