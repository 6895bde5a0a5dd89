/** The sentences of the organiser's page with the attendance log; loaded with that page. */

import { replayEn } from './replay-en.ts';
import { replayNl } from './replay-nl.ts';
import { createTranslate } from './translator.ts';

export const replayTexts = { nl: replayNl, en: replayEn };
export const translateReplay = createTranslate<keyof typeof replayNl>(replayTexts);
export type ReplayText = Parameters<typeof translateReplay>[1];

/** The sentence for a reason code; also for one that this version does not know. */
export function replayReasonText(reason: string): ReplayText {
  return knownText(`reason.${reason}`) ?? 'reason.unknown';
}

/** The text with this key, for kinds that come from the server; null if this version does not know it. */
export function knownText(key: string): ReplayText | null {
  return Object.hasOwn(replayNl, key) || Object.hasOwn(replayNl, `${key}_other`) ? (key as ReplayText) : null;
}
