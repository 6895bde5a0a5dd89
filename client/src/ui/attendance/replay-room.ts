/** What the parts of the replay page share: the replay, whom one looks at, the figures of its timeline. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Replay, ReplayedMoment, ReplayView } from '../../state/replay.ts';
import type { EventFigures, TalkedConversation } from './figures.ts';
import type { Job } from './job.ts';
import { peopleIn, type ZoneChoice } from './who-is-where.ts';

export interface ReplayRoom {
  readonly replay: Replay;
  readonly figures: Job<EventFigures>;
  /** Set once something is drawn. */
  readonly view: Signal<ReplayView | null>;
  /** Each minute that comes is said. */
  readonly readsMinutes: Signal<boolean>;
  /** Where the last step to a meeting led; `found` is null if there was none that way. Another object for each step. */
  readonly meeting: Signal<{ readonly found: TalkedConversation | null } | null>;
  readonly followed: ReadonlySignal<string | null>;
  /** Highlighted one by one; a zone that is highlighted comes on top. */
  readonly lit: ReadonlySignal<ReadonlySet<string>>;
  readonly litZone: ReadonlySignal<ZoneChoice>;
  /** The moment shown, in whole seconds and minutes: for what need not change with each frame. */
  readonly second: ReadonlySignal<number>;
  readonly minute: ReadonlySignal<number>;
  /** Who is there, a few times a second at most. */
  readonly moment: ReadonlySignal<ReplayedMoment>;
  follow(pseudonym: string | null): void;
  light(pseudonyms: ReadonlySet<string>): void;
  lightZone(zone: ZoneChoice): void;
  close(): void;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** The lists follow the replay so often. */
const LIST_MS = 400;

/** `close` must follow: it ends the replay too. */
export function createReplayRoom(replay: Replay, figures: Job<EventFigures>): ReplayRoom {
  const followed = signal<string | null>(null);
  const lit = signal<ReadonlySet<string>>(new Set());
  const litZone = signal<ZoneChoice>('all');
  const view = signal<ReplayView | null>(null);
  const slow = slowed(replay.moment, LIST_MS);

  const stopFiltering = effect(() => {
    const zone = litZone.value;
    const one = lit.value;
    if (zone === 'all') replay.filter(one.size > 0 ? one : null);
    else replay.filter(new Set([...one, ...peopleIn(slow.signal.value, zone).map(({ pseudonym }) => pseudonym)]));
  });

  return {
    replay,
    figures,
    view,
    readsMinutes: signal(false),
    meeting: signal(null),
    followed,
    lit,
    litZone,
    second: computed(() => Math.floor(replay.at.value / SECOND_MS) * SECOND_MS),
    minute: computed(() => Math.floor(replay.at.value / MINUTE_MS) * MINUTE_MS),
    moment: slow.signal,
    follow(pseudonym) {
      followed.value = pseudonym;
      replay.follow(pseudonym);
      // Also if the picture was moved by hand before.
      if (pseudonym !== null) view.peek()?.centre();
    },
    light(pseudonyms) {
      lit.value = pseudonyms;
    },
    lightZone(zone) {
      litZone.value = zone;
    },
    close() {
      stopFiltering();
      slow.stop();
      replay.close();
    },
  };
}

/** Follows a signal, but changes at most once in so many ms; never misses the last change. */
function slowed<Value>(source: ReadonlySignal<Value>, ms: number): { signal: ReadonlySignal<Value>; stop: () => void } {
  const slow = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    void source.value;
    timer ??= setTimeout(() => {
      timer = undefined;
      slow.value = source.peek();
    }, ms);
  });
  return {
    signal: slow,
    stop() {
      stop();
      clearTimeout(timer);
    },
  };
}
