import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { paintPicture, type Surface, sizeOfFilm } from '../../src/replay/picture.ts';
import { createStudio, type StudioTools } from '../../src/replay/recording.ts';
import type { Replay, ReplayStatus, ReplayView, Speed } from '../../src/state/replay.ts';

const caption = { event: 'Kennisdag', timeText: (ms: number) => `t${ms}` };
const view = { canvas: { width: 301, height: 201 }, draw: vi.fn() } as unknown as ReplayView;
const idle = { onProgress: () => {}, signal: new AbortController().signal };

/** A replay that goes on by a second of the log in each frame. */
function madeReplay() {
  const at = signal(7000);
  const status = signal<ReplayStatus>('paused');
  const speed = signal<Speed>(2);
  const trouble = signal<string | null>(null);
  const replay = {
    at,
    status,
    speed,
    trouble,
    play: () => {
      status.value = 'playing';
    },
    pause: () => {
      if (status.value !== 'failed') status.value = 'paused';
    },
    setSpeed: (chosen: Speed) => {
      speed.value = chosen;
    },
    seek: async (ms: number) => {
      at.value = ms;
    },
  };
  return { ...replay, asReplay: replay as unknown as Replay };
}

class MadeRecorder extends EventTarget {
  state: RecordingState = 'inactive';
  readonly said: string[] = [];
  readonly stream = { getTracks: () => [] };

  start(): void {
    this.state = 'recording';
  }

  pause(): void {
    this.said.push('pause');
    this.state = 'paused';
  }

  resume(): void {
    this.said.push('resume');
    this.state = 'recording';
  }

  stop(): void {
    this.state = 'inactive';
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['film']) }));
    this.dispatchEvent(new Event('stop'));
  }
}

function madeSurface(width: number, height: number) {
  const texts: string[] = [];
  const pen = {
    drawImage: () => {},
    fillRect: () => {},
    measureText: (text: string) => ({ width: text.length * 6 }),
    fillText: (text: string) => texts.push(text),
  };
  return { texts, surface: { canvas: { width, height }, pen } as unknown as Surface };
}

function studio(
  replay: ReturnType<typeof madeReplay>,
  onFrame = () => {},
  type: string | null = 'video/webm;codecs=vp9',
) {
  const recorder = new MadeRecorder();
  const tools: StudioTools = {
    surface: (width, height) => madeSurface(width, height).surface,
    firstType: () => type,
    recorder: () => recorder as unknown as MediaRecorder,
    nextFrame: async () => {
      if (replay.status.value === 'playing') replay.at.value += 1000;
      onFrame();
    },
  };
  return { recorder, studio: createStudio(() => true, tools) };
}

const FILM = { fromMs: 10_000, toMs: 14_000, speed: 10 } as const;

describe('a film', () => {
  test('is what was played, and the replay is as it was before', async () => {
    const replay = madeReplay();
    const made = studio(replay);
    expect(made.studio.filmEnding).toBe('webm');
    const parts: number[] = [];
    const film = await made.studio.recordFilm(view, replay.asReplay, FILM, caption, {
      ...idle,
      onProgress: (part) => parts.push(part),
    });
    expect(film.type).toBe('video/webm');
    expect(film.size).toBeGreaterThan(0);
    expect(parts).toEqual([0.25, 0.5, 0.75, 1]);
    expect([replay.at.value, replay.speed.value, replay.status.value]).toEqual([7000, 2, 'paused']);
  });

  test('is not filmed while the log does not come', async () => {
    const replay = madeReplay();
    let frames = 0;
    const { recorder, studio: ours } = studio(replay, () => {
      frames += 1;
      if (frames === 2) replay.status.value = 'waiting';
      if (frames === 4) replay.status.value = 'playing';
    });
    await ours.recordFilm(view, replay.asReplay, FILM, caption, idle);
    expect(recorder.said).toEqual(['pause', 'resume']);
  });

  test('stops when it is no longer wanted', async () => {
    const replay = madeReplay();
    const abort = new AbortController();
    const { recorder, studio: ours } = studio(replay, () => abort.abort());
    const work = { ...idle, signal: abort.signal };
    await expect(ours.recordFilm(view, replay.asReplay, FILM, caption, work)).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
    expect(recorder.state).toBe('inactive');
    expect(replay.at.value).toBe(7000);
  });

  test('says why there is none', async () => {
    const replay = madeReplay();
    const long = { ...FILM, toMs: FILM.fromMs + 601_000 };
    const made = studio(replay).studio.recordFilm(view, replay.asReplay, long, caption, idle);
    await expect(made).rejects.toHaveProperty('reason', 'film_too_long');
    const without = studio(replay, () => {}, null).studio;
    expect(without.filmEnding).toBeNull();
    const refused = without.recordFilm(view, replay.asReplay, FILM, caption, idle);
    await expect(refused).rejects.toHaveProperty('reason', 'film_unsupported');
    const failing = studio(replay, () => {
      replay.status.value = 'failed';
      replay.trouble.value = 'log_unavailable';
    }).studio.recordFilm(view, replay.asReplay, FILM, caption, idle);
    await expect(failing).rejects.toHaveProperty('reason', 'log_unavailable');
  });

  test('is MP4 where the browser makes nothing else', () => {
    expect(studio(madeReplay(), () => {}, 'video/mp4').studio.filmEnding).toBe('mp4');
  });
});

describe('a picture', () => {
  test('tells the event, the time and whose program it is', () => {
    const { surface, texts } = madeSurface(800, 600);
    paintPicture(surface, view.canvas, caption, 5);
    expect(texts).toEqual(['Eiland', 'Kennisdag · t5']);
  });

  test('cuts the name of the event rather than the time', () => {
    const { surface, texts } = madeSurface(240, 600);
    paintPicture(surface, view.canvas, { ...caption, event: 'Een heel lange naam van een kennisdag' }, 5);
    expect(texts[1]).toMatch(/^Een h.*… · t5$/);
  });

  test('of a film has even sides and is not too large', () => {
    expect(sizeOfFilm({ width: 301, height: 201 })).toEqual({ width: 300, height: 200 });
    expect(sizeOfFilm({ width: 3840, height: 2160 })).toEqual({ width: 1920, height: 1080 });
  });
});
