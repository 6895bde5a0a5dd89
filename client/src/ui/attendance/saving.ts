/** Saving what was made of a replay: as a file, under a name, with a caption. */

import { type Caption, ReplayError } from '../../state/replay.ts';
import { useNamedWords, useReplay } from './replay-context.ts';

/** Longer than any browser takes to begin reading it, ms. */
const KEPT_MS = 60_000;

/** Gives the browser a file to keep. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** A name for a file: what the event is called and when it is of, without what file systems do not take. */
export function fileName(event: string, wallMs: number, ending: string): string {
  const plain = event
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const when = new Date(wallMs - new Date(wallMs).getTimezoneOffset() * 60_000).toISOString();
  return `${plain || 'eiland'}-${when.slice(0, 16).replace('T', '-').replace(':', '')}.${ending}`;
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
