/** The figures of two events in words: each in the unit that it has. */

import { isFigureText } from '../../../i18n/figures-texts.ts';
import type { Comparison } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';

export type FigureSide = Comparison['figures'][number];

/** The server's own word for a figure that this version does not know. */
export function comparedTitle({ t }: FigureWords, figure: string): string {
  const key = `compared.${figure}`;
  return isFigureText(key) ? t(key) : figure;
}

/** Lengths of time end in `_ms`, shares in `_share`. */
export function comparedText(words: FigureWords, figure: string, value: number): string {
  if (figure.endsWith('_ms')) return words.duration(value);
  return isShare(figure) ? words.percent(value) : words.number(value);
}

/** With its sign. Shares differ by points: 3 % more of 70 % is something else. */
export function differenceText(words: FigureWords, { figure, difference }: FigureSide): string {
  const size = Math.abs(difference);
  const text = isShare(figure)
    ? words.t('compared.points', { points: words.number(size * 100) })
    : comparedText(words, figure, size);
  return words.signed(text, difference);
}

const isShare = (figure: string): boolean => figure.endsWith('_share');
