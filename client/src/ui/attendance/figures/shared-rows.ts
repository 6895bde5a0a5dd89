/** What may be shared, line by line: with the range in which each number lies, so that nothing is read as exact. */

import type { FigureText } from '../../../i18n/figures-texts.ts';
import type { EventComparison, FewOrMany, SharedFigures } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';

export interface SharedRow {
  readonly key: string;
  readonly about: 'event' | 'zone' | 'talk';
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

type Told = Pick<SharedRow, 'figure' | 'atLeast' | 'atMost' | 'unit'>;

/** Everything but the curve. */
export function sharedRows(
  shared: SharedFigures,
  since: SharedReturn | null,
  words: FigureWords,
): readonly SharedRow[] {
  const { t, zone } = words;
  const people = (figure: FigureText, value: FewOrMany): Told => ({
    figure: t(figure),
    ...rangeOf(value, shared.least),
    unit: 'people',
  });
  const exactly = (figure: FigureText, value: number | null, unit: 'minutes' | 'conversations'): Told => ({
    figure: t(figure),
    atLeast: value,
    atMost: value,
    unit,
  });
  const rows = (about: SharedRow['about'], of: string, told: readonly Told[]): readonly SharedRow[] =>
    told.map((one) => ({ ...one, about, of, key: `${about} ${of} ${one.figure}` }));
  return [
    ...rows('event', '', [
      people('shared.people', shared.people),
      people('shared.peak', shared.peak),
      exactly('shared.present', shared.mean_present_minutes, 'minutes'),
      people('shared.met', shared.met),
      people('shared.nobody', shared.met_nobody),
    ]),
    ...(since
      ? rows('event', since.name, [
          people('shared.returned', since.figures.returned),
          people('shared.new', since.figures.new),
          people('shared.lost', since.figures.lost),
        ])
      : []),
    ...shared.zones.flatMap((use) =>
      rows('zone', zone(use.zone), [
        people('shared.zone.people', use.people),
        people('shared.zone.most', use.most),
        exactly('shared.zone.minutes', use.minutes, 'minutes'),
      ]),
    ),
    ...shared.talks.flatMap((talk) => {
      const kind = t(`kind.${talk.kind ?? 'unknown'}`);
      return rows('talk', talk.zone ? `${kind}, ${zone(talk.zone)}` : kind, [
        exactly('shared.talk.count', talk.count, 'conversations'),
        people('shared.talk.people', talk.people),
        exactly('shared.talk.median', talk.median_minutes, 'minutes'),
      ]);
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
