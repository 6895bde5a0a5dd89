/** What may be shared as text, as CSV (RFC 4180) and as JSON. */

import type { SharedFigures } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';
import { rangeOf, rangeText, type SharedReturn, type SharedRow } from './shared-rows.ts';

const MINUTE_MS = 60_000;

/** To paste into a message: a line for each figure. */
export function sharedText(event: string, rows: readonly SharedRow[], least: number, words: FigureWords): string {
  const lines = rows.map(
    (row) => `${row.of ? `${row.figure} (${row.of})` : row.figure}: ${rangeText(row, least, words)}`,
  );
  return [event, '', ...lines, '', words.t('shared.rule', { least })].join('\n');
}

/** Also with the curve: a line for each minute. */
export function sharedCsv(rows: readonly SharedRow[], shared: SharedFigures, words: FigureWords): string {
  const curve = shared.curve.map((value, minute) => {
    const { atLeast, atMost } = rangeOf(value, shared.least);
    const at = new Date(shared.start_ms + minute * MINUTE_MS).toISOString();
    return [words.t('shared.curve'), at, atLeast, atMost, words.t('unit.people')];
  });
  const figures = rows.map(({ figure, of, atLeast, atMost, unit }) => [
    figure,
    of,
    atLeast,
    atMost,
    words.t(`unit.${unit}`),
  ]);
  const head = (['figure', 'of', 'least', 'most', 'unit'] as const).map((name) => words.t(`csv.${name}`));
  return [head, ...figures, ...curve].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** As the server gave it. */
export function sharedJson(event: string, shared: SharedFigures, since: SharedReturn | null): string {
  const other = since ? { since: { event: since.name, ...since.figures } } : {};
  return `${JSON.stringify({ event, shared, ...other }, null, 2)}\n`;
}

/** What begins like a formula is marked as text, for spreadsheets carry formulas out. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
