/** Saving what was made of a replay: under a name, with a caption. */

import { type Caption, ReplayError } from '../../state/replay.ts';
import { fileName, plainName } from '../parts/save-file.ts';
import { useNamedWords, useReplay } from './replay-context.ts';

/** A name for a file of a moment of an event. */
export function momentName(event: string, wallMs: number, ending: string): string {
  const when = new Date(wallMs - new Date(wallMs).getTimezoneOffset() * 60_000).toISOString();
  return fileName(plainName(event) || 'eiland', when.slice(0, 16).replace('T', '-').replace(':', ''), ending);
}

/** What is written along the edge of pictures and films. */
export function useCaption(): Caption {
  const { room } = useReplay();
  const { date, time } = useNamedWords();
  return { event: room.replay.timeline.name, timeText: (wallMs) => `${date(wallMs)}, ${time(wallMs)}` };
}

/** The reason code of what went wrong. */
export function reasonOf(error: unknown): string {
  return error instanceof ReplayError ? error.reason : 'unknown';
}
