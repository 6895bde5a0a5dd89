/** What may be shared, line by line: with the range in which each number lies, so that nothing is read as exact. */

import type { EventComparison, FewOrMany, SharedFigures, ZoneKey } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';

export interface SharedRow {
  readonly key: string;
  /** What is told. */
  readonly figure: string;
  /** Of which place or kind of conversation. */
  readonly of: string;
  /** null: it is left out. */
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly unit: 'people' | 'minutes' | 'conversations';
}

export interface SharedReturn {
  /** The event before. */
  readonly name: string;
  readonly figures: EventComparison['shared'];
}

/** Everything but the curve. */
export function sharedRows(
  shared: SharedFigures,
  since: SharedReturn | null,
  words: FigureWords,
): readonly SharedRow[] {
  const { t, zone } = words;
  const people = (key: string, figure: string, value: FewOrMany, of = ''): SharedRow => ({
    key,
    figure,
    of,
    ...rangeOf(value, shared.least),
    unit: 'people',
  });
  const minutes = (key: string, figure: string, value: number | null, of = ''): SharedRow => ({
    key,
    figure,
    of,
    atLeast: value,
    atMost: value,
    unit: 'minutes',
  });
  const named = (key: ZoneKey) => zone(key);
  return [
    people('people', t('shared.people'), shared.people),
    people('peak', t('shared.peak'), shared.peak),
    minutes('present', t('shared.present'), shared.mean_present_minutes),
    people('met', t('shared.met'), shared.met),
    people('nobody', t('shared.nobody'), shared.met_nobody),
    ...(since
      ? [
          people('returned', t('shared.returned'), since.figures.returned, since.name),
          people('new', t('shared.new'), since.figures.new, since.name),
          people('lost', t('shared.lost'), since.figures.lost, since.name),
        ]
      : []),
    ...shared.zones.flatMap((use) => {
      const key = use.zone.join(' ');
      return [
        people(`zone people ${key}`, t('shared.zone.people'), use.people, named(use.zone)),
        people(`zone most ${key}`, t('shared.zone.most'), use.most, named(use.zone)),
        minutes(`zone minutes ${key}`, t('shared.zone.minutes'), use.minutes, named(use.zone)),
      ];
    }),
    ...shared.talks.flatMap((talk): SharedRow[] => {
      const kind = t(`kind.${talk.kind ?? 'unknown'}`);
      const of = talk.zone ? `${kind}, ${named(talk.zone)}` : kind;
      const key = `${talk.kind} ${talk.zone?.join(' ')}`;
      return [
        {
          key: `talk count ${key}`,
          figure: t('shared.talk.count'),
          of,
          atLeast: talk.count,
          atMost: talk.count,
          unit: 'conversations',
        },
        people(`talk people ${key}`, t('shared.talk.people'), talk.people, of),
        minutes(`talk median ${key}`, t('shared.talk.median'), talk.median_minutes, of),
      ];
    }),
  ];
}

/** Rounded down to a multiple of `least`; null: some, but fewer. */
export function rangeOf(value: FewOrMany, least: number): { readonly atLeast: number; readonly atMost: number } {
  if (value === null) return { atLeast: 1, atMost: least - 1 };
  return { atLeast: value, atMost: value === 0 ? 0 : value + least - 1 };
}

/** "20–24", "0", "12 min", "fewer than 5", "not told". */
export function rangeText({ atLeast, atMost, unit }: SharedRow, least: number, words: FigureWords): string {
  const { t, number } = words;
  if (atLeast === null || atMost === null) return t('shared.hidden');
  if (atLeast === 1 && atMost === least - 1 && unit === 'people') return t('shared.few', { least });
  const range = atLeast === atMost ? number(atLeast) : `${number(atLeast)}–${number(atMost)}`;
  return unit === 'minutes' ? t('shared.minutes', { minutes: range }) : range;
}

/** Whatever has to be left out, in numbers of lines. */
export const hiddenCount = (rows: readonly SharedRow[], least: number): number =>
  rows.filter(
    ({ atLeast, atMost, unit }) => atLeast === null || (unit === 'people' && atLeast === 1 && atMost === least - 1),
  ).length;
