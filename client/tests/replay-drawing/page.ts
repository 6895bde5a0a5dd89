/**
 * A page that plays a log back with the program's own desk and nothing else: no page around it. The log is that of `/log/timeline.json` and
 * `/log/SEQ.json`. The title becomes "shown" when the first moment is; `replay` steers, `measure` plays and measures.
 * With `?blank` nothing is drawn: what is measured then is the replay alone.
 */

import { createReplayDesk } from '../../src/main/attendance.ts';
import type { AttendanceLog, Segment, Timeline, Work } from '../../src/state/attendance.ts';
import { type Replay, ReplayError, type Speed } from '../../src/state/replay.ts';
import { createStore } from '../../src/state/store.ts';

/** Of each frame, ms: what all scripts took that were called for it; and how long anything else held up the page. */
interface Measured {
  readonly scripts: readonly number[];
  readonly longTasks: readonly number[];
  readonly playedMs: number;
}

interface Film {
  readonly type: string;
  readonly bytes: number;
  /** The first ones, in base64. */
  readonly head: string;
  readonly seconds: number;
}

declare global {
  interface Window {
    replay: Replay;
    measure(speed: Speed, frames: number): Promise<Measured>;
    /** A PNG in base64. */
    picture(): Promise<string>;
    /** Plays in a video element what was filmed; a text: why there is no film. */
    film(seconds: number, speed: Speed, cancelAfter: number | null): Promise<Film | string>;
    heat(): Promise<number>;
  }
}

const spent: number[] = [];
let frame = 0;
let script = 0;
const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  request((now) => {
    if (now !== frame) {
      spent.push(script);
      script = 0;
    }
    frame = now;
    const begun = performance.now();
    callback(now);
    script += performance.now() - begun;
  });
const longTasks: number[] = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: 'longtask',
});

type WireSegment = Omit<Segment, 'motion' | 'people'> & {
  readonly motion: readonly string[];
  readonly people: [never, { pseudonym: string; role: 'attendee' }][];
};

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const log = {
  async segment(_event: string, _island: string, seq: number, signal: AbortSignal) {
    const wire = (await (await fetch(`/log/${seq}.json`, { signal })).json()) as WireSegment;
    const value: Segment = { ...wire, motion: wire.motion.map(bytesOf), people: new Map(wire.people) };
    return { ok: true, value };
  },
} as unknown as AttendanceLog;

async function show(host: HTMLElement): Promise<void> {
  const timeline = (await (await fetch('/log/timeline.json')).json()) as Timeline;
  const desk = await createReplayDesk(log, createStore('nl', false));
  const replay = await desk.openReplay(timeline);
  window.replay = replay;
  window.measure = (speed, frames) => measure(replay, speed, frames);
  if (location.search === '?blank') {
    document.title = 'shown';
    return;
  }
  const view = await desk.showIn(host, replay);
  const caption = { event: timeline.name, timeText: (ms: number) => new Date(ms).toISOString().slice(11, 19) };
  window.picture = async () => base64Of(await desk.studio.takePicture(view, replay, caption));
  window.film = async (seconds, speed, cancelAfter) => {
    const cancel = new AbortController();
    const fromMs = timeline.firstMs + 1000;
    const film = { fromMs, toMs: fromMs + seconds * 1000 * speed, speed };
    const onProgress = (part: number) => {
      if (cancelAfter !== null && part >= cancelAfter) cancel.abort();
    };
    const work: Work = { onProgress, signal: cancel.signal };
    try {
      return await played(await desk.studio.recordFilm(view, replay, film, caption, work));
    } catch (error) {
      return error instanceof ReplayError ? error.reason : (error as Error).name;
    }
  };
  window.heat = async () => {
    const work: Work = { onProgress: () => {}, signal: new AbortController().signal };
    const ground = await replay.paths(timeline.firstMs, timeline.lastMs, null, work);
    const strong = new Set(ground.trails.slice(0, 3).map(({ pseudonym }) => pseudonym));
    view.showGround({
      heat: ground,
      trails: ground.trails.filter(({ pseudonym }) => strong.has(pseudonym)),
      strong,
      stretch: { fromMs: timeline.firstMs, toMs: timeline.lastMs },
    });
    return ground.spentMs.reduce((sum, ms) => sum + ms, 0);
  };
  document.title = 'shown';
}

async function measure(replay: Replay, speed: Speed, frames: number): Promise<Measured> {
  await replay.seek(replay.timeline.firstMs);
  replay.setSpeed(speed);
  replay.play();
  spent.length = longTasks.length = 0;
  const from = replay.at.value;
  while (spent.length < frames && replay.status.value !== 'paused') await new Promise((resolve) => request(resolve));
  replay.pause();
  return { scripts: [...spent], longTasks: [...longTasks], playedMs: replay.at.value - from };
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

async function played(blob: Blob): Promise<Film> {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(blob);
  await video.play();
  await new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }));
  return {
    type: blob.type,
    bytes: blob.size,
    head: await base64Of(blob.slice(0, 4)),
    seconds: video.currentTime,
  };
}

const host = document.getElementById('island');
if (host) {
  show(host).catch((error: unknown) => {
    document.title = `failed: ${error instanceof ReplayError ? error.reason : error}`;
  });
}
