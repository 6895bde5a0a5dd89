/** Plays the attendance log of an event: a clock on the time axis, and the recorded island at the moment that it shows. */

import { signal } from '@preact/signals';
import type { IslandMap } from '../core/island-map.ts';
import { LogCursor, type RecordedSegment } from '../core/log/recorded-segment.ts';
import type { StepTimes } from '../core/motion.ts';
import type { IslandMs } from '../core/units.ts';
import type { AttendanceLog, NamedPerson, Timeline, Work } from '../state/attendance.ts';
import type { Replay, ReplayedMoment, ReplayStatus, Speed, WalkedGround } from '../state/replay.ts';
import { createStore, type Language, type Store } from '../state/store.ts';
import { IslandTimeline, type PlacedMark } from './island-timeline.ts';
import { type LoadMap, MapShelf } from './map-shelf.ts';
import { plainMap } from './plain-map.ts';
import { SegmentCache, type Wanted } from './segment-cache.ts';
import { loadSegment } from './segment-loading.ts';
import { ShownIsland } from './shown-island.ts';
import { GroundSurvey } from './walked-ground.ts';

/** The rules of every island so far; the log does not tell them. */
const TIMES: StepTimes = { stepMs: 200, diagonalMs: 283 };
/** Longer pauses between frames (a hidden tab) count as this, ms. */
const LONGEST_FRAME_MS = 250;
/** The page hears of changes no more often than this while it plays, ms: at 60x there are some in every frame. */
const TELL_MS = 200;
/** Fetched ahead, in ms of real time. */
const AHEAD_MS = 5000;
const MOST_AHEAD = 6;
/** The moment of the stop of a server is passed over if it lasted longer than this, ms. */
const SHORT_STOP_MS = 5000;

/** The screen's frames; a test draws its own. */
export interface Frames {
  now(): number;
  request(callback: (now: number) => void): number;
  cancel(id: number): void;
}

export interface ReplayOptions {
  readonly language: Language;
  readonly reducedMotion: boolean;
  readonly loadMap: LoadMap;
  readonly frames?: Frames;
}

const SCREEN: Frames = {
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (id) => cancelAnimationFrame(id),
};

/** A replay at the first moment of an event, paused. `seek` fetches what it needs. */
export function createReplay(log: AttendanceLog, timeline: Timeline, options: ReplayOptions): Replay {
  return new Player(log, timeline, options);
}

class Player implements Replay {
  readonly timeline: Timeline;
  readonly store: Store;
  readonly status = signal<ReplayStatus>('paused');
  readonly at;
  readonly speed = signal<Speed>(1);
  readonly island;
  readonly moment = signal<ReplayedMoment>({ people: [], conversations: [] });
  readonly trouble = signal<string | null>(null);

  readonly #log: AttendanceLog;
  readonly #frames: Frames;
  readonly #cache: SegmentCache;
  readonly #maps: MapShelf;
  readonly #shown: ShownIsland;
  #marks: IslandTimeline;
  #cursor: LogCursor | null = null;
  #plain: { readonly segment: RecordedSegment; readonly map: IslandMap } | null = null;
  /** The moment to show; `at` until then is the one before, while it plays. */
  #goal: number;
  #sought: (() => void) | null = null;
  #frame = 0;
  #lastFrame = 0;
  #told = Number.NEGATIVE_INFINITY;

  constructor(log: AttendanceLog, timeline: Timeline, { language, reducedMotion, loadMap, frames }: ReplayOptions) {
    this.timeline = timeline;
    this.store = createStore(language, reducedMotion);
    this.#log = log;
    this.#frames = frames ?? SCREEN;
    this.#goal = timeline.firstMs;
    this.at = signal(timeline.firstMs);
    this.#marks = new IslandTimeline(timeline, timeline.islands[0]?.name ?? '');
    this.island = signal(this.#marks.name);
    this.#cache = new SegmentCache((wanted, abort) => loadSegment(log, timeline.event, wanted, abort));
    this.#maps = new MapShelf(loadMap);
    this.#shown = new ShownIsland(this.store, TIMES);
    this.#cache.onSettled = this.#maps.onSettled = () => this.#attempt();
  }

  readonly now = (): IslandMs => this.#shown.now;

  play(): void {
    if (this.#goal >= this.timeline.lastMs) this.#goal = this.timeline.firstMs;
    this.#cache.forgive();
    this.status.value = 'playing';
    this.#lastFrame = this.#frames.now();
    this.#frames.cancel(this.#frame);
    this.#frame = this.#frames.request(this.#drawn);
    this.#attempt();
  }

  pause(): void {
    this.#frames.cancel(this.#frame);
    if (this.status.peek() !== 'failed') this.status.value = 'paused';
    this.#goal = this.at.peek();
    this.#tell();
  }

  setSpeed(speed: Speed): void {
    this.speed.value = speed;
  }

  seek(wallMs: number): Promise<void> {
    this.#goal = Math.min(this.timeline.lastMs, Math.max(this.timeline.firstMs, wallMs));
    this.at.value = this.#goal;
    return this.#showGoal();
  }

  showIsland(name: string): Promise<void> {
    if (name !== this.#marks.name) {
      this.#marks = new IslandTimeline(this.timeline, name);
      this.island.value = name;
      this.#cursor = null;
    }
    return this.#showGoal();
  }

  follow(pseudonym: string | null): void {
    this.#shown.follow(pseudonym);
  }

  filter(pseudonyms: ReadonlySet<string> | null): void {
    this.#shown.filter(pseudonyms);
  }

  name(people: ReadonlyMap<string, NamedPerson>): void {
    this.#shown.name(people);
  }

  async paths(
    fromMs: number,
    toMs: number,
    pseudonyms: ReadonlySet<string> | null,
    work: Work | null,
  ): Promise<WalkedGround> {
    const { name: island } = this.#marks;
    const { width, height } = this.#shown.map ?? { width: 0, height: 0 };
    const survey = new GroundSurvey({ island, width, height }, pseudonyms, TIMES);
    const parts = this.#marks.within(fromMs, toMs);
    for (const [index, part] of parts.entries()) {
      const wanted = { island, mark: part.mark };
      const segment = this.#cache.peek(wanted) ?? (work && (await this.#fetch(wanted, work)));
      if (segment) survey.add(segment, part);
      work?.onProgress((index + 1) / parts.length);
    }
    return survey.result();
  }

  close(): void {
    this.#frames.cancel(this.#frame);
    this.#cache.onSettled = this.#maps.onSettled = () => {};
    this.#cache.close();
    this.#maps.close();
    this.#settle();
  }

  async #fetch(wanted: Wanted, { signal: abort }: Work): Promise<RecordedSegment> {
    abort.throwIfAborted();
    return loadSegment(this.#log, this.timeline.event, wanted, abort).finally(() => abort.throwIfAborted());
  }

  readonly #drawn = (now: number): void => {
    this.#frame = this.#frames.request(this.#drawn);
    const elapsed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.#lastFrame));
    this.#lastFrame = now;
    if (this.status.peek() !== 'playing') return;
    this.#goal = this.#pastStops(Math.min(this.timeline.lastMs, this.at.peek() + elapsed * this.speed.peek()));
    this.#attempt();
    if (this.at.peek() >= this.timeline.lastMs) this.pause();
  };

  #pastStops(wallMs: number): number {
    const stop = this.#marks.stopAt(wallMs);
    return stop && stop.startMs - stop.endMs > SHORT_STOP_MS ? stop.startMs : wallMs;
  }

  #showGoal(): Promise<void> {
    this.#settle();
    this.#cache.forgive();
    if (this.status.peek() === 'failed') this.status.value = 'paused';
    const shown = new Promise<void>((resolve) => {
      this.#sought = resolve;
    });
    this.#attempt();
    return shown;
  }

  /** Show the goal if all that it needs is here; called again when more has come. */
  #attempt(): void {
    const isSeeking = this.#sought !== null;
    const outcome = this.#show(this.#goal);
    if (outcome === 'shown') {
      this.at.value = this.#goal;
      if (this.status.peek() === 'waiting') this.status.value = 'playing';
      if (isSeeking || this.status.peek() !== 'playing' || this.#frames.now() - this.#told > TELL_MS) this.#tell();
    } else if (outcome !== 'coming') this.#fail(outcome.failed);
    else if (this.status.peek() === 'playing') this.status.value = 'waiting';
    if (outcome !== 'coming') this.#settle();
  }

  #show(wallMs: number): 'shown' | 'coming' | { readonly failed: string } {
    const placed = this.#marks.placeAt(wallMs);
    const ahead = this.#ahead(placed.at === 'segment' ? placed.index : this.#marks.marks.length);
    this.#cache.want(ahead);
    if (placed.at !== 'segment') {
      this.#shown.show(null, wallMs as IslandMs);
      this.trouble.value = placed.at === 'stopped' ? 'server_stopped' : null;
      return 'shown';
    }
    const wanted = this.#wanted(placed.mark);
    const segment = this.#cache.get(wanted);
    if (!segment) {
      const failed = this.#cache.failure(wanted);
      return failed === undefined ? 'coming' : { failed };
    }
    return this.#showSegment(segment, wallMs);
  }

  #showSegment(segment: RecordedSegment, wallMs: number): 'shown' | 'coming' | { readonly failed: string } {
    const map = this.#maps.get(segment.mapId);
    if (map === undefined) return 'coming';
    const t = segment.clock.at(wallMs);
    try {
      if (this.#cursor?.segment !== segment) this.#cursor = new LogCursor(segment, TIMES);
      this.#cursor.goTo(t);
      this.#shown.setMap(map === 'gone' ? this.#plainMap(segment) : map);
    } catch (error) {
      if (error instanceof RangeError) return { failed: 'log_damaged' };
      throw error;
    }
    this.#shown.show(this.#cursor, t);
    this.trouble.value = this.#cursor.state.isKnown ? (map === 'gone' ? 'map_gone' : null) : 'log_gap';
    return 'shown';
  }

  /** As large as this segment and those shown before it need. */
  #plainMap(segment: RecordedSegment): IslandMap {
    if (this.#plain?.segment === segment) return this.#plain.map;
    const former = this.#plain?.map.id === segment.mapId ? this.#plain.map : null;
    const map = plainMap(segment, TIMES, former);
    this.#plain = { segment, map };
    return map;
  }

  /** The segment with this index and those that playing needs soon. */
  #ahead(index: number): Wanted[] {
    const isPlaying = this.status.peek() !== 'paused';
    const until = this.#goal + (isPlaying ? AHEAD_MS * this.speed.peek() : 0);
    const marks = this.#marks.marks.slice(index, index + MOST_AHEAD);
    return marks.filter(({ wallMs }, i) => i < 2 || wallMs <= until).map((mark) => this.#wanted(mark));
  }

  #wanted(mark: PlacedMark): Wanted {
    return { island: this.#marks.name, mark };
  }

  #tell(): void {
    this.#told = this.#frames.now();
    this.moment.value = this.#shown.moment();
  }

  #fail(reason: string): void {
    this.#frames.cancel(this.#frame);
    this.status.value = 'failed';
    this.trouble.value = reason;
  }

  #settle(): void {
    this.#sought?.();
    this.#sought = null;
  }
}
