/** The words of this page, with times as people write them in their language. */

import type { TextValues } from '../../i18n/texts.ts';
import { type TrailText, translateTrail } from '../../i18n/trail-texts.ts';
import type { TrailSpan } from '../../state/own-trail.ts';
import { useApp } from '../app-context.ts';

export interface TrailWords {
  readonly t: (key: TrailText, values?: TextValues) => string;
  readonly date: (ms: number) => string;
  readonly moment: (ms: number) => string;
  /** From when to when; the date once, if it is the same. */
  readonly time: (span: TrailSpan) => string;
}

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

export function useTrailWords(): TrailWords {
  const language = useApp().store.language.value;
  const locale = LOCALES[language];
  const t: TrailWords['t'] = (key, values) => translateTrail(language, key, values);
  const date = (ms: number) =>
    new Date(ms).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const clock = (ms: number) => new Date(ms).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const moment = (ms: number) => `${date(ms)}, ${clock(ms)}`;
  return {
    t,
    date,
    moment,
    time({ startMs, endMs }) {
      if (endMs === null) return t('time.now', { start: moment(startMs) });
      const end = date(startMs) === date(endMs) ? clock(endMs) : moment(endMs);
      return t('time.same', { start: moment(startMs), end });
    },
  };
}
