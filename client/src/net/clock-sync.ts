/** Keeps the island's clock right by asking the server the time. */

import type { IslandClock } from '../core/island-time.ts';
import type { Connection } from './connection.ts';

const ROUND_TRIPS = 5;
const PAUSE_MS = 150;
const REFRESH_MS = 60_000;

export class ClockSync {
  readonly #clock: IslandClock;
  readonly #connection: Pick<Connection, 'request'>;
  readonly #local: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  /** `local` is the page's own clock, ms. */
  constructor(clock: IslandClock, connection: Pick<Connection, 'request'>, local: () => number) {
    this.#clock = clock;
    this.#connection = connection;
    this.#local = local;
  }

  /** Ask a few times now, and again each minute. Call after every connect. */
  start(): void {
    this.stop();
    this.#round += 1;
    void this.#run(this.#round);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
  }

  async #run(round: number): Promise<void> {
    for (let trip = 0; trip < ROUND_TRIPS && round === this.#round; trip++) {
      const sent = this.#local();
      const answer = await this.#connection.request('clock', {});
      if (answer.ok) this.#clock.observe(sent, answer.now, this.#local());
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    if (round !== this.#round) return;
    this.#clock.settle(this.#local());
    this.#timer = setTimeout(() => this.start(), REFRESH_MS);
  }
}
