/** Stepping from one meeting to the next: the moments at which conversations form. Pure. */

import type { TalkedConversation } from './figures.ts';

/** Nearer than this to a meeting, one stands at it already: another step goes past it. */
const AT_IT_MS = 1500;

/** The first conversation that forms after a moment, or the last one before it; null if there is none that way. */
export function nextMeeting(
  conversations: readonly TalkedConversation[],
  atMs: number,
  towards: 1 | -1,
): TalkedConversation | null {
  let found: TalkedConversation | null = null;
  for (const one of conversations) {
    const ahead = (one.start_ms - atMs) * towards;
    if (ahead <= AT_IT_MS) continue;
    if (found === null || ahead < (found.start_ms - atMs) * towards) found = one;
  }
  return found;
}
