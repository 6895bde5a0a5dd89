/** The words of what the attendance log tells: figures, comparison, what may be shared, files. */

import { en } from './en-figures.ts';
import { nl } from './nl-figures.ts';
import { createTranslate } from './translator.ts';

export const figuresTexts = { nl, en };
export const translateFigures = createTranslate<keyof typeof nl>(figuresTexts);
export type FigureText = Parameters<typeof translateFigures>[1];

/** Whether there is a sentence with this key. */
export function isFigureText(key: string): key is FigureText {
  return Object.hasOwn(nl, key) || Object.hasOwn(nl, `${key}_other`);
}

/** The sentence for a reason code; also for one that this version does not know. */
export function reasonOfFigures(reason: string): FigureText {
  const key = `reason.${reason}`;
  return isFigureText(key) ? key : 'reason.unknown';
}
