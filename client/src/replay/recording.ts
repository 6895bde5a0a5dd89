/** Pictures and short films of a replay, for a report. */

import type { Work } from '../state/attendance.ts';
import {
  type Caption,
  type FilmChoice,
  LONGEST_FILM_S,
  type Replay,
  ReplayError,
  type ReplayStudio,
  type ReplayView,
} from '../state/replay.ts';
import { paintPicture, type Surface, sizeOfFilm } from './picture.ts';

const FRAMES_A_SECOND = 30;
const BITS_A_SECOND = 6_000_000;
/** The first one that the browser can make. Safari makes MP4 only. */
const FILM_TYPES = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/mp4;codecs=avc1.42E01F', 'video/mp4'];

/** What of the browser makes pictures and films; a test brings its own. */
export interface StudioTools {
  surface(width: number, height: number): Surface;
  /** The first of these that can be recorded; null: none. */
  firstType(types: readonly string[]): string | null;
  recorder(surface: Surface, type: string): MediaRecorder;
  /** Resolves when the next frame is due. */
  nextFrame(): Promise<void>;
}

const BROWSER: StudioTools = {
  surface(width, height) {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d');
    if (!pen) throw new ReplayError('film_failed');
    return { canvas, pen };
  },
  firstType(types) {
    const isThere = typeof MediaRecorder !== 'undefined' && 'captureStream' in HTMLCanvasElement.prototype;
    return (isThere && types.find((type) => MediaRecorder.isTypeSupported(type))) || null;
  },
  recorder({ canvas }, mimeType) {
    const stream = canvas.captureStream(FRAMES_A_SECOND);
    return new MediaRecorder(stream, { mimeType, videoBitsPerSecond: BITS_A_SECOND });
  },
  nextFrame: () => new Promise((resolve) => requestAnimationFrame(() => resolve())),
};

export function createStudio(tools: StudioTools = BROWSER): ReplayStudio {
  const type = tools.firstType(FILM_TYPES);
  return {
    filmEnding: type === null ? null : type.startsWith('video/webm') ? 'webm' : 'mp4',
    takePicture: (view, replay, caption) => takePicture(tools, view, replay, caption),
    recordFilm: (view, replay, film, caption, work) => {
      if (type === null) return Promise.reject(new ReplayError('film_unsupported'));
      return new Filming(tools, type, view, replay, caption).record(film, work);
    },
  };
}

async function takePicture(tools: StudioTools, view: ReplayView, replay: Replay, caption: Caption): Promise<Blob> {
  view.draw();
  const { width, height } = view.canvas;
  const surface = tools.surface(width, height);
  paintPicture(surface, view.canvas, caption, replay.at.peek());
  const blob = await new Promise<Blob | null>((resolve) => surface.canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new ReplayError('film_failed');
  return blob;
}

class Filming {
  readonly #tools: StudioTools;
  readonly #type: string;
  readonly #view: ReplayView;
  readonly #replay: Replay;
  readonly #caption: Caption;

  constructor(tools: StudioTools, type: string, view: ReplayView, replay: Replay, caption: Caption) {
    this.#tools = tools;
    this.#type = type;
    this.#view = view;
    this.#replay = replay;
    this.#caption = caption;
  }

  /** Afterwards the replay is as it was before, paused. */
  async record(film: FilmChoice, work: Work): Promise<Blob> {
    if (film.toMs - film.fromMs > film.speed * LONGEST_FILM_S * 1000) throw new ReplayError('film_too_long');
    work.signal.throwIfAborted();
    const replay = this.#replay;
    const before = { at: replay.at.peek(), speed: replay.speed.peek() };
    replay.pause();
    try {
      await this.#seek(film.fromMs);
      replay.setSpeed(film.speed);
      return await this.#film(film, work);
    } finally {
      replay.pause();
      replay.setSpeed(before.speed);
      await replay.seek(before.at);
    }
  }

  async #seek(wallMs: number): Promise<void> {
    await this.#replay.seek(wallMs);
    this.#checkReplay();
  }

  async #film(film: FilmChoice, work: Work): Promise<Blob> {
    const { width, height } = sizeOfFilm(this.#view.canvas);
    const surface = this.#tools.surface(width, height);
    this.#paint(surface);
    const recorder = this.#tools.recorder(surface, this.#type);
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && parts.push(data));
    const ended = endOf(recorder);
    recorder.start(1000);
    try {
      this.#replay.play();
      await this.#roll(film, surface, recorder, work);
    } finally {
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of recorder.stream.getTracks()) track.stop();
    }
    await ended;
    if (parts.length === 0) throw new ReplayError('film_failed');
    return new Blob(parts, { type: this.#type.split(';')[0] as string });
  }

  /** Paint frame by frame until the stretch has been shown. */
  async #roll(film: FilmChoice, surface: Surface, recorder: MediaRecorder, work: Work): Promise<void> {
    const { at, status } = this.#replay;
    while (at.peek() < film.toMs) {
      await this.#tools.nextFrame();
      work.signal.throwIfAborted();
      this.#checkReplay();
      // The end of the log, or somebody stopped it.
      if (status.peek() === 'paused') break;
      const isWaiting = status.peek() === 'waiting';
      if (isWaiting && recorder.state === 'recording') recorder.pause();
      if (!isWaiting && recorder.state === 'paused') recorder.resume();
      this.#paint(surface);
      work.onProgress(Math.min(1, (at.peek() - film.fromMs) / (film.toMs - film.fromMs)));
    }
  }

  #paint(surface: Surface): void {
    this.#view.draw();
    paintPicture(surface, this.#view.canvas, this.#caption, this.#replay.at.peek());
  }

  #checkReplay(): void {
    if (this.#replay.status.peek() === 'failed') throw new ReplayError(this.#replay.trouble.peek() ?? 'unknown');
  }
}

/** Rejects if the browser gives up. */
function endOf(recorder: MediaRecorder): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
    recorder.addEventListener('error', () => reject(new ReplayError('film_failed')), { once: true });
  });
  // Whoever stopped it for another reason does not wait for this.
  ended.catch(() => {});
  return ended;
}
