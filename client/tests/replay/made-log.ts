/** An attendance log that answers out of a golden one, as a test says; and frames that a test draws. */

import type { IslandMap } from '../../src/core/island-map.ts';
import type { Frames } from '../../src/replay/player.ts';
import type { Answer, AttendanceLog, Segment } from '../../src/state/attendance.ts';
import { smallMap } from '../render/small-map.ts';
import type { GoldenLog } from './golden-log.ts';

export class MadeLog {
  /** island/seq of each segment asked for. */
  readonly asked: string[] = [];
  readonly aborted: string[] = [];
  failure: string | null = null;
  /** While set, answers wait for `letGo`. */
  isHeld = false;
  readonly #waiting: (() => void)[] = [];
  readonly #golden: Pick<GoldenLog, 'segments'>;

  constructor(golden: Pick<GoldenLog, 'segments'>) {
    this.#golden = golden;
  }

  letGo(): void {
    for (const answer of this.#waiting.splice(0)) answer();
  }

  readonly segment = async (
    _event: string,
    island: string,
    seq: number,
    signal: AbortSignal,
  ): Promise<Answer<Segment>> => {
    const key = `${island}/${seq}`;
    this.asked.push(key);
    signal.addEventListener('abort', () => this.aborted.push(key));
    if (this.isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.failure !== null) return { ok: false, reason: this.failure, detail: '' };
    const value = this.#golden.segments.findLast((segment) => segment.island === island && segment.seq === seq);
    return value ? { ok: true, value } : { ok: false, reason: 'unknown_event', detail: '' };
  };

  get asLog(): AttendanceLog {
    return this as unknown as AttendanceLog;
  }
}

export class MadeFrames implements Frames {
  #now = 1000;
  #next: ((now: number) => void) | null = null;

  now(): number {
    return this.#now;
  }

  request(callback: (now: number) => void): number {
    this.#next = callback;
    return 1;
  }

  cancel(): void {
    this.#next = null;
  }

  /** Draw the next frame, this much later. */
  draw(ms: number): void {
    this.#now += ms;
    const callback = this.#next;
    this.#next = null;
    callback?.(this.#now);
  }
}

/** Let everything that waits for promises, and for streams, go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export const mapOf = (id: string): IslandMap => smallMap(24, 14, { id });
