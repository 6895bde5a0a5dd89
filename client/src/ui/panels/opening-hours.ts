/** Opening hours as people write them. Pure but for the time zone of the browser. */

import type { Zone } from '../../core/island-map.ts';
import type { TextLanguage } from '../../i18n/texts.ts';

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

/** "Fri 12 Nov 10:00 – 12:00; ..." without what is over at `nowMs`; empty: always open, or not any more. */
export function hoursText(hours: Zone['hours'], language: TextLanguage, nowMs: number): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return hours
    .filter(([, to]) => to > nowMs)
    .map(([from, to]) => format.formatRange(from, to))
    .join('; ');
}
