/** Sums up where people walked and stood, a segment at a time. */

import type { RecordedSegment } from '../core/log/recorded-segment.ts';
import { walkedPieces } from '../core/log/walked-pieces.ts';
import type { StepTimes } from '../core/motion.ts';
import type { AvatarId, IslandMs, Tile } from '../core/units.ts';
import { MOST_TRAIL_STEPS, type Stretch, type Trail, type WalkedGround } from '../state/replay.ts';

type Step = Tile & { readonly atMs: number };

interface OpenTrail {
  readonly pseudonym: string;
  steps: Step[];
}

export interface Ground {
  readonly island: string;
  readonly width: number;
  readonly height: number;
}

export class GroundSurvey {
  readonly #ground: Ground;
  readonly #times: StepTimes;
  readonly #pseudonyms: ReadonlySet<string> | null;
  readonly #spentMs: Float64Array;
  readonly #trails: OpenTrail[] = [];
  /** The trail that each avatar of a run goes on. */
  readonly #going = new Map<AvatarId, OpenTrail>();
  readonly #covered: Stretch[] = [];
  #run: number | null = null;
  #steps = 0;
  #isCut = false;

  constructor(ground: Ground, pseudonyms: ReadonlySet<string> | null, times: StepTimes) {
    this.#ground = ground;
    this.#pseudonyms = pseudonyms;
    this.#times = times;
    this.#spentMs = new Float64Array(ground.width * ground.height);
  }

  /** Take a part of a segment in; call in the order of time. Throws `RangeError` if the log does not follow. */
  add(segment: RecordedSegment, { fromMs, toMs }: Stretch): void {
    if (segment.run !== this.#run) this.#going.clear();
    this.#run = segment.run;
    const { clock, people } = segment;
    walkedPieces(segment, clock.at(fromMs), clock.at(toMs), this.#times, (avatar, tile, from, to) => {
      const pseudonym = people.get(avatar)?.pseudonym;
      if (pseudonym === undefined || (this.#pseudonyms && !this.#pseudonyms.has(pseudonym))) return;
      this.#spend(tile, to - from);
      this.#walk(avatar, pseudonym, tile, clock.momentOf(from as IslandMs));
    });
    this.#cover(fromMs, toMs);
    if (this.#steps > 2 * MOST_TRAIL_STEPS) this.#cut();
  }

  result(): WalkedGround {
    if (this.#steps > MOST_TRAIL_STEPS) this.#cut();
    return {
      ...this.#ground,
      spentMs: this.#spentMs,
      trails: this.#trails.filter(({ steps }) => steps.length > 0) as readonly Trail[],
      isCut: this.#isCut,
      covered: this.#covered,
    };
  }

  #spend({ x, y }: Tile, ms: number): void {
    const { width, height } = this.#ground;
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    this.#spentMs[y * width + x] = (this.#spentMs[y * width + x] as number) + ms;
  }

  #walk(avatar: AvatarId, pseudonym: string, { x, y }: Tile, atMs: number): void {
    let trail = this.#going.get(avatar);
    const last = trail?.steps.at(-1);
    if (last?.x === x && last.y === y) return;
    if (!trail || !last || Math.max(Math.abs(last.x - x), Math.abs(last.y - y)) > 1) {
      trail = { pseudonym, steps: [] };
      this.#trails.push(trail);
      this.#going.set(avatar, trail);
    }
    trail.steps.push({ x, y, atMs });
    this.#steps += 1;
  }

  #cover(fromMs: number, toMs: number): void {
    const last = this.#covered.at(-1);
    if (last && fromMs <= last.toMs) this.#covered[this.#covered.length - 1] = { fromMs: last.fromMs, toMs };
    else this.#covered.push({ fromMs, toMs });
  }

  /** Leave out the earliest steps, so that as many remain as may be held. */
  #cut(): void {
    const moments = Float64Array.from(this.#trails.flatMap(({ steps }) => steps.map(({ atMs }) => atMs))).sort();
    const since = moments[moments.length - MOST_TRAIL_STEPS] as number;
    this.#steps = 0;
    for (const trail of this.#trails) {
      trail.steps = trail.steps.filter(({ atMs }) => atMs > since);
      this.#steps += trail.steps.length;
    }
    this.#isCut = true;
  }
}
