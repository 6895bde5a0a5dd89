/** Columns that many tables have. */

import type { ZoneKey } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';
import type { TableColumn } from './table-text.ts';

const MINUTE_MS = 60_000;

export const textColumn = <Row>(key: string, title: string, text: (row: Row) => string): TableColumn<Row> => ({
  key,
  title,
  isNumber: false,
  value: text,
  text,
});

/** Somebody's name or pseudonym. */
export const personColumn = <Row>(key: string, title: string, text: (row: Row) => string): TableColumn<Row> => ({
  ...textColumn(key, title, text),
  isName: true,
});

export const numberColumn = <Row>(
  words: FigureWords,
  key: string,
  title: string,
  value: (row: Row) => number,
  unit?: string,
): TableColumn<Row> => ({
  key,
  title,
  isNumber: true,
  value,
  text: (row) => words.number(value(row)),
  ...(unit === undefined ? {} : { unit }),
});

/** Minutes of a length of time, with one digit behind the comma. */
export const minutesColumn = <Row>(
  words: FigureWords,
  key: string,
  title: string,
  ms: (row: Row) => number,
): TableColumn<Row> => numberColumn(words, key, title, (row) => ms(row) / MINUTE_MS, words.t('unit.minutes'));

export const shareColumn = <Row>(
  words: FigureWords,
  key: string,
  title: string,
  share: (row: Row) => number,
): TableColumn<Row> => ({ key, title, isNumber: true, value: share, text: (row) => words.percent(share(row)) });

export const timeColumn = <Row>(
  words: FigureWords,
  key: string,
  title: string,
  ms: (row: Row) => number,
): TableColumn<Row> => ({ key, title, isNumber: true, value: ms, text: (row) => words.moment(ms(row)) });

export const zoneColumn = <Row>(
  words: FigureWords,
  key: string,
  title: string,
  zone: (row: Row) => ZoneKey | null,
): TableColumn<Row> =>
  textColumn(key, title, (row) => {
    const at = zone(row);
    return at ? words.zone(at) : '–';
  });
