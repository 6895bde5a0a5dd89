/** Plays the sounds of places: each fades in when it is wanted and out when it is not any more. */

/** One sound; `volume` is the author's, 0..1. */
export interface WantedSound {
  readonly url: string;
  readonly volume: number;
  readonly loop: boolean;
}

/** What is used of an `HTMLAudioElement`. */
export type AudioPlayer = Pick<HTMLAudioElement, 'volume' | 'loop' | 'play' | 'pause'>;

/** From silence to full, or back, ms. */
export const FADE_MS = 800;
const STEP_MS = 40;

interface Playing {
  readonly player: AudioPlayer;
  isWanted: boolean;
  /** The author's, 0..1. */
  volume: number;
  /** How far it has faded in, 0..1. */
  shown: number;
  /** The browser did not let it play yet. */
  isWaiting: boolean;
}

export class SoundPlayer {
  readonly #load: (url: string) => AudioPlayer;
  readonly #playing = new Map<string, Playing>();
  #level = 1;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** @param load - Makes the player of an address. */
  constructor(load: (url: string) => AudioPlayer = (url) => new Audio(url)) {
    this.#load = load;
  }

  /** Play these, each address once, and let all others fade out. */
  play(sounds: readonly WantedSound[]): void {
    const wanted = new Map(sounds.map((sound) => [sound.url, sound]));
    for (const [url, playing] of this.#playing) {
      playing.isWanted = wanted.has(url);
      playing.volume = wanted.get(url)?.volume ?? playing.volume;
    }
    for (const [url, sound] of wanted) if (!this.#playing.has(url)) this.#start(url, sound);
    this.#fade();
  }

  /** How loud all of them are, 0..1. */
  setLevel(level: number): void {
    this.#level = level;
    this.#fade();
  }

  /** After a gesture: browsers let a page make sound only then. */
  resume(): void {
    for (const playing of this.#playing.values()) if (playing.isWaiting) this.#try(playing);
  }

  #start(url: string, wanted: WantedSound): void {
    const player = this.#load(url);
    player.loop = wanted.loop;
    player.volume = 0;
    const playing = { player, isWanted: true, volume: wanted.volume, shown: 0, isWaiting: false };
    this.#playing.set(url, playing);
    this.#try(playing);
  }

  #try(playing: Playing): void {
    playing.isWaiting = false;
    playing.player.play().catch(() => {
      playing.isWaiting = true;
    });
  }

  /** Move every volume a step, again and again until all are where they should be. */
  #fade(): void {
    this.#timer ??= setInterval(() => this.#step(), STEP_MS);
  }

  #step(): void {
    let isSettled = true;
    for (const [url, playing] of this.#playing) {
      const goal = playing.isWanted ? 1 : 0;
      const step = STEP_MS / FADE_MS;
      playing.shown = goal > playing.shown ? Math.min(1, playing.shown + step) : Math.max(goal, playing.shown - step);
      const target = playing.shown * this.#level * playing.volume;
      playing.player.volume = towards(playing.player.volume, target, step);
      if (playing.shown !== goal || playing.player.volume !== target) isSettled = false;
      if (!playing.isWanted && playing.player.volume === 0) {
        playing.player.pause();
        this.#playing.delete(url);
      }
    }
    if (!isSettled || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

function towards(value: number, target: number, step: number): number {
  return target > value ? Math.min(target, value + step) : Math.max(target, value - step);
}
