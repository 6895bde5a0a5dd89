/** Tables of figures apart from their looks: columns, order, and the text that is copied. */

import type { ComponentChildren } from 'preact';

export interface TableColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** What its numbers count, if the title does not tell. */
  readonly unit?: string;
  readonly isNumber: boolean;
  /** Names and pseudonyms stay on one line. */
  readonly isName?: boolean;
  /** By which rows are put in order. */
  readonly value: (row: Row) => number | string;
  readonly text: (row: Row) => string;
  /** More than text, if it is. */
  readonly show?: (row: Row) => ComponentChildren;
}

export interface Sorting {
  readonly key: string;
  readonly isUp: boolean;
}

/** By a column; rows that are equal in it keep their order. */
export function order<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (!column || !sorting) return rows;
  const sign = sorting.isUp ? 1 : -1;
  return [...rows].sort((one, other) => {
    const a = column.value(one);
    const b = column.value(other);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * String(a).localeCompare(String(b), undefined, { numeric: true });
  });
}

/** Tabs between columns, as spreadsheets take it. */
export function tableText<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const head = columns.map(({ title, unit }) => (unit ? `${title} (${unit})` : title));
  const lines = rows.map((row) => columns.map((column) => column.text(row)));
  return [head, ...lines].map((cells) => cells.map(oneLine).join('\t')).join('\n');
}

const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
