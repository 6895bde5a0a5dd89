/**
 * How often the island is drawn: at the screen's own rate while something moves, seldom while all stand still. What lives then (water,
 * flags) changes a few times a second, and a phone's battery lasts longer.
 */

/** Between two frames while nothing moves, in ms: shorter than a frame of any animated tile. */
const IDLE_MS = 100;
/** After the last change, in ms: longer than anything that fades or glides. */
const LINGER_MS = 800;

export class FramePace {
  private drawn = Number.NEGATIVE_INFINITY;
  private changed = Number.NEGATIVE_INFINITY;

  /** Something changed at this time (`performance.now()`). */
  wake(now: number): void {
    this.changed = now;
  }

  /** Whether to draw a frame now; `isMoving` tells whether anybody walks. */
  isDue(now: number, isMoving: boolean): boolean {
    if (isMoving) this.changed = now;
    if (now - this.changed > LINGER_MS && now - this.drawn < IDLE_MS) return false;
    this.drawn = now;
    return true;
  }
}
