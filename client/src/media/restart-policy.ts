/** When to try again after media failed. Pure. */

const DELAYS_MS = [0, 1000, 2000, 4000, 8000, 16000];

/** Waits longer after each failure, and gives up after a while: then the person decides. */
export class RestartPolicy {
  #failures = 0;

  /** How long to wait before the next try, or null: no more by itself. */
  nextDelayMs(): number | null {
    const delay = DELAYS_MS[this.#failures];
    this.#failures += 1;
    return delay ?? null;
  }

  /** It works again, or the person asked: count from nought. */
  reset(): void {
    this.#failures = 0;
  }
}
