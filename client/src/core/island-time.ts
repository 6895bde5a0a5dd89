/** The island's clock: milliseconds modulo 2^32 on the wire, growing without end in the page. */

import type { IslandMs } from './units.ts';

const WRAP = 2 ** 32;

/** The time nearest to `near` of which `wire` is the lowest 32 bits. */
export function unwrapTime(wire: number, near: IslandMs): IslandMs {
  const ahead = (wire - near) % WRAP;
  const shortest = ahead > WRAP / 2 ? ahead - WRAP : ahead < -WRAP / 2 ? ahead + WRAP : ahead;
  return (near + shortest) as IslandMs;
}

/** The offset between the page's clock and the island's, as one round trip measured it. */
interface Sample {
  readonly offset: number;
  readonly roundTripMs: number;
}

/** Larger errors than this (ms) are put right at once. */
const SLEW_LIMIT_MS = 400;
/** A slewing clock runs at most a quarter too fast or too slow. */
const SLEW_FACTOR = 4;

/**
 * Tells the island's time out of a local one (such as `performance.now()`), which the caller passes in.
 *
 * Small corrections are spread out, so that time never runs backwards and nobody on the island jumps.
 */
export class IslandClock {
  #offset = 0;
  #errorMs = 0;
  #errorSince = 0;
  #started = false;
  #round: Sample[] = [];

  /** The island's time at local time `local`. */
  now(local: number): IslandMs {
    return (local + this.#offset - this.#errorLeft(local)) as IslandMs;
  }

  /** The first, rough idea: `wire` was the island's time a moment before `local`. Later calls count only if they are far off. */
  start(wire: number, local: number): void {
    if (!this.#started) this.#offset = wire - local;
    this.#started = true;
    const told = unwrapTime(wire, this.now(local));
    if (Math.abs(told - this.now(local)) > 2 * SLEW_LIMIT_MS) this.#set(told - local, local);
  }

  /** A round trip: asked at `sent`, answered `wire`, heard at `received`. Counts from the next `settle` on. */
  observe(sent: number, wire: number, received: number): void {
    const middle = (sent + received) / 2;
    const told = unwrapTime(wire, this.now(middle));
    this.#round.push({ offset: told - middle, roundTripMs: received - sent });
  }

  /** Go by the fastest of the round trips since the last call. */
  settle(local: number): void {
    const best = this.#round.sort((a, b) => a.roundTripMs - b.roundTripMs)[0];
    this.#round = [];
    if (best) this.#set(best.offset, local);
  }

  #set(offset: number, local: number): void {
    const error = offset + local - this.now(local);
    this.#offset = offset;
    this.#errorMs = Math.abs(error) > SLEW_LIMIT_MS ? 0 : error;
    this.#errorSince = local;
  }

  #errorLeft(local: number): number {
    const span = Math.abs(this.#errorMs) * SLEW_FACTOR;
    if (span === 0) return 0;
    return this.#errorMs * Math.min(1, Math.max(0, 1 - (local - this.#errorSince) / span));
  }
}
