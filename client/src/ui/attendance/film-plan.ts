/** How long a film will be, and whether it can be made. Pure. */

import { type FilmChoice, LONGEST_FILM_S, type Speed } from '../../state/replay.ts';

export interface FilmPlan {
  readonly film: FilmChoice;
  readonly seconds: number;
  /** Why it cannot be made: a key of the texts. */
  readonly trouble: 'film.end' | 'film.long' | null;
}

const MINUTE_MS = 60_000;

/** A film of so many minutes from a moment on, as far as the event goes. */
export function planFilm(fromMs: number, lastMs: number, minutes: number, speed: Speed): FilmPlan {
  const toMs = Math.min(lastMs, fromMs + minutes * MINUTE_MS);
  const seconds = Math.ceil((toMs - fromMs) / speed / 1000);
  const trouble = seconds < 1 ? 'film.end' : seconds > LONGEST_FILM_S ? 'film.long' : null;
  return { film: { fromMs, toMs, speed }, seconds, trouble };
}
