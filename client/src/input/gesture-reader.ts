/** What fingers and mice mean: taps, drags, holds, pinches. Pure: places and times are passed in. */

/** Those who carry gestures out. Places are CSS pixels from the upper left corner of the host. */
export interface Gestures {
  /** Click or tap. */
  tap(x: number, y: number): void;
  /** Pressed and held: keep walking towards here, until `release`. Called again when the finger moves. */
  hold(x: number, y: number): void;
  release(): void;
  /** Dragged by so much. */
  pan(dx: number, dy: number): void;
  /** Two fingers moved apart by this factor. */
  pinch(factor: number): void;
  hover(x: number, y: number): void;
  unhover(): void;
  stepZoom(towards: 1 | -1): void;
}

/** Moved further than this (CSS pixels) is a drag, not a tap. */
const SLOP_PX = 9;
/** Pressed longer than this is a hold, in ms. */
export const HOLD_MS = 400;

interface Finger {
  x: number;
  y: number;
}

type Doing = 'nothing' | 'pressing' | 'dragging' | 'holding' | 'pinching' | 'spent';

export class GestureReader {
  private readonly gestures: Gestures;
  private readonly fingers = new Map<number, Finger>();
  private doing: Doing = 'nothing';
  private startX = 0;
  private startY = 0;
  private span = 0;

  constructor(gestures: Gestures) {
    this.gestures = gestures;
  }

  down(finger: number, x: number, y: number): void {
    this.fingers.set(finger, { x, y });
    if (this.fingers.size === 1) {
      this.doing = 'pressing';
      this.startX = x;
      this.startY = y;
    } else if (this.fingers.size === 2) {
      this.endHold();
      this.doing = 'pinching';
      this.span = this.currentSpan();
    }
  }

  move(finger: number, x: number, y: number): void {
    const at = this.fingers.get(finger);
    if (!at) return;
    const dx = x - at.x;
    const dy = y - at.y;
    at.x = x;
    at.y = y;
    if (this.doing === 'pressing' && Math.hypot(x - this.startX, y - this.startY) > SLOP_PX) {
      this.doing = 'dragging';
      this.gestures.pan(x - this.startX, y - this.startY);
    } else if (this.doing === 'dragging') {
      this.gestures.pan(dx, dy);
    } else if (this.doing === 'holding') {
      this.gestures.hold(x, y);
    } else if (this.doing === 'pinching') {
      this.pinch();
    }
  }

  up(finger: number): void {
    if (!this.fingers.delete(finger)) return;
    if (this.doing === 'pressing') this.gestures.tap(this.startX, this.startY);
    this.endHold();
    // What is left of a pinch is not a drag.
    this.doing = this.fingers.size === 0 ? 'nothing' : 'spent';
  }

  /** The browser took the finger away: nothing was meant. */
  cancel(finger: number): void {
    if (!this.fingers.delete(finger)) return;
    this.endHold();
    this.doing = this.fingers.size === 0 ? 'nothing' : 'spent';
  }

  /** HOLD_MS after `down`: whoever still presses, holds. */
  holdDue(): void {
    if (this.doing !== 'pressing') return;
    this.doing = 'holding';
    this.gestures.hold(this.startX, this.startY);
  }

  private endHold(): void {
    if (this.doing === 'holding') this.gestures.release();
  }

  private pinch(): void {
    const span = this.currentSpan();
    if (span <= 0 || this.span <= 0) return;
    this.gestures.pinch(span / this.span);
    this.span = span;
  }

  private currentSpan(): number {
    const [one, other] = [...this.fingers.values()];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  }
}

/** Turns of a wheel, or of two fingers on a touchpad, in zoom steps. */
export class WheelReader {
  private turned = 0;
  private last = Number.NEGATIVE_INFINITY;

  /**
   * @param delta - As the wheel event tells it, in pixels.
   * @param fine - The browser's sign of a pinch on a touchpad: small numbers count more.
   * @param now - ms.
   * @returns The step that this turn completes, or 0.
   */
  turn(delta: number, fine: boolean, now: number): 1 | -1 | 0 {
    // After a pause, or the other way round, what was left over does not count.
    if (now - this.last > 250 || Math.sign(delta) !== Math.sign(this.turned)) this.turned = 0;
    this.last = now;
    this.turned += delta * (fine ? 5 : 1);
    if (Math.abs(this.turned) < 90) return 0;
    const step = this.turned < 0 ? 1 : -1;
    this.turned = 0;
    return step;
  }
}
