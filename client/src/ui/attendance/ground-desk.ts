/** Which heat and trails are on the ground: what was chosen, fetched anew as the time goes on. */

import { effect, type Signal, signal } from '@preact/signals';
import { ReplayError, type ShownGround, type Stretch, type WalkedGround } from '../../state/replay.ts';
import type { ReplayRoom } from './replay-room.ts';

/** `last`: minutes before the moment shown. */
export type HeatChoice = 'off' | 'sofar' | 'whole' | { readonly last: number };
export type TrailChoice = 'off' | 'followed' | 'all';

export type GroundState =
  | { readonly at: 'idle' }
  | { readonly at: 'busy'; readonly done: number }
  | { readonly at: 'failed'; readonly reason: string };

export interface GroundDesk {
  readonly heat: Signal<HeatChoice>;
  readonly trails: Signal<TrailChoice>;
  readonly trailMinutes: Signal<number>;
  /** What is drawn now; `isCut`: old steps are missing. */
  readonly shown: Signal<(ShownGround & { readonly isCut: boolean }) | null>;
  readonly state: Signal<GroundState>;
  retry(): void;
  close(): void;
}

const MINUTE_MS = 60_000;
/** While it plays, what is on the ground is worked out again so often. */
const AGAIN_MS = 2000;
/** Whoever goes on choosing or seeking is not waited upon each time. */
const SETTLE_MS = 200;

export function createGroundDesk(room: ReplayRoom): GroundDesk {
  const { replay } = room;
  const heat = signal<HeatChoice>('off');
  const trails = signal<TrailChoice>('off');
  const trailMinutes = signal(5);
  const shown = signal<GroundDesk['shown']['value']>(null);
  const state = signal<GroundState>({ at: 'idle' });
  const soFar = new SoFar(room);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  let isStale = false;

  /** Whose trails are strong, and who alone is in the heat. */
  const ofInterest = (): ReadonlySet<string> => {
    const followed = room.followed.value;
    return followed === null ? room.lit.value : new Set([...room.lit.value, followed]);
  };

  const work = async (signal: AbortSignal): Promise<void> => {
    const at = replay.at.peek();
    const onProgress = (done: number) => {
      if (!signal.aborted) state.value = { at: 'busy', done };
    };
    const job = { signal, onProgress };
    const warm = await soFar.heat(heat.peek(), at, job);
    const stretch = { fromMs: Math.max(replay.timeline.firstMs, at - trailMinutes.peek() * MINUTE_MS), toMs: at };
    const strong = ofInterest();
    const wants = trails.peek() === 'all' || (trails.peek() === 'followed' && strong.size > 0);
    const walked = wants
      ? await replay.paths(stretch.fromMs, stretch.toMs, trails.peek() === 'all' ? null : strong, job)
      : null;
    if (signal.aborted) return;
    const isNothing = heat.peek() === 'off' && trails.peek() === 'off';
    shown.value = isNothing
      ? null
      : { heat: warm, trails: walked?.trails ?? [], strong, stretch, isCut: walked?.isCut ?? false };
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    isStale = false;
    const mine = new AbortController();
    running = mine;
    try {
      await work(mine.signal);
      if (!mine.signal.aborted) state.value = { at: 'idle' };
    } catch (error) {
      if (mine.signal.aborted) return;
      state.value = { at: 'failed', reason: error instanceof ReplayError ? error.reason : 'unknown' };
    } finally {
      if (running === mine) running = null;
      if (isStale) later(AGAIN_MS);
    }
  };

  const later = (ms: number) => {
    timer ??= setTimeout(() => void run(), ms);
  };

  const stopChoosing = effect(() => {
    void [heat.value, trails.value, trailMinutes.value, replay.island.value, ofInterest()];
    running?.abort();
    clearTimeout(timer);
    timer = undefined;
    later(SETTLE_MS);
  });

  const stopFollowing = effect(() => {
    void room.second.value;
    if (heat.peek() === 'off' && trails.peek() === 'off') return;
    // What is under way goes on: aborted each second, it would never come to an end.
    if (running) isStale = true;
    else later(replay.status.peek() === 'paused' ? SETTLE_MS : AGAIN_MS);
  });

  const stopShowing = effect(() => room.view.value?.showGround(shown.value));

  return {
    heat,
    trails,
    trailMinutes,
    shown,
    state,
    retry: () => later(0),
    close() {
      for (const stop of [stopChoosing, stopFollowing, stopShowing]) stop();
      clearTimeout(timer);
      isStale = false;
      running?.abort();
      room.view.peek()?.showGround(null);
    },
  };
}

interface Job {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Sums up where time was spent. As time goes on only what is new of it is fetched. */
class SoFar {
  readonly #room: ReplayRoom;
  #island = '';
  #people: ReadonlySet<string> | null = null;
  #stretch: Stretch = { fromMs: 0, toMs: 0 };
  #sum: ShownGround['heat'] = null;

  constructor(room: ReplayRoom) {
    this.#room = room;
  }

  async heat(choice: HeatChoice, at: number, job: Job): Promise<ShownGround['heat']> {
    if (choice === 'off') return null;
    const { replay } = this.#room;
    const { firstMs, lastMs } = replay.timeline;
    const lit = this.#room.lit.peek();
    const people = lit.size > 0 ? lit : null;
    if (typeof choice === 'object')
      return replay.paths(Math.max(firstMs, at - choice.last * MINUTE_MS), at, people, job);
    const island = replay.island.peek();
    const toMs = choice === 'whole' ? lastMs : at;
    const goesOn = this.#sum && this.#island === island && this.#people === people && toMs >= this.#stretch.toMs;
    const fromMs = goesOn ? this.#stretch.toMs : firstMs;
    if (goesOn && fromMs === toMs) return this.#sum;
    const walked = await replay.paths(fromMs, toMs, people, job);
    if (job.signal.aborted) return null;
    this.#sum = goesOn && this.#sum ? together(this.#sum, walked) : walked;
    this.#stretch = { fromMs: firstMs, toMs };
    this.#island = island;
    this.#people = people;
    return this.#sum;
  }
}

function together(one: NonNullable<ShownGround['heat']>, other: WalkedGround): NonNullable<ShownGround['heat']> {
  const { width, height } = one;
  return { width, height, spentMs: one.spentMs.map((ms, cell) => ms + (other.spentMs[cell] ?? 0)) };
}
