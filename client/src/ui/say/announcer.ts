/** Says one thing after the other, with time to hear each. Pure but for the timer it is given. */

/** As long as a screen reader takes for a short sentence. */
const PAUSE_MS = 1500;
/** Whoever is that far behind hears the newest only. */
const MOST_WAITING = 4;

interface Waiting {
  readonly subject: string;
  readonly text: string;
  readonly isOwn: boolean;
}

export type Timer = (then: () => void, ms: number) => void;

/** A newer sentence about the same subject replaces the one that waits; the oldest are dropped when too many wait. */
export class Announcer {
  readonly #say: (text: string) => void;
  readonly #timer: Timer;
  #waiting: Waiting[] = [];
  #isPausing = false;

  constructor(say: (text: string) => void, timer: Timer = (then, ms) => void setTimeout(then, ms)) {
    this.#say = say;
    this.#timer = timer;
  }

  /** `isOwn`: about oneself, which goes before news of others. */
  announce(subject: string, text: string, isOwn = false): void {
    const others = this.#waiting.filter((other) => other.subject !== subject).slice(1 - MOST_WAITING);
    const sentence = { subject, text, isOwn };
    const at = isOwn ? others.filter((other) => other.isOwn).length : others.length;
    this.#waiting = others.toSpliced(at, 0, sentence);
    if (!this.#isPausing) this.#next();
  }

  #next(): void {
    const first = this.#waiting.shift();
    this.#isPausing = first !== undefined;
    if (!first) return;
    this.#say(first.text);
    this.#timer(() => this.#next(), PAUSE_MS);
  }
}
