/** The words of this part of the page, with times as people say them. */

import { type GatheringText, translateGathering } from '../../i18n/gathering-texts.ts';
import type { TextValues } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';

type Key = GatheringText extends infer One
  ? One extends `${infer Base}_one` | `${infer Base}_other`
    ? Base
    : One
  : never;

export interface Words {
  readonly t: (key: Key, values?: TextValues) => string;
  /** "12 minutes"; whole minutes from two minutes on. */
  readonly length: (ms: number) => string;
  /** "14:30" of ms since 1970. */
  readonly clock: (wallMs: number) => string;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

export function wordsOf(language: 'nl' | 'en'): Words {
  const t: Words['t'] = (key, values) => translateGathering(language, key, values);
  return {
    t,
    length(ms) {
      if (ms < 2 * MINUTE_MS) return t('time.seconds', { count: Math.max(0, Math.round(ms / 1000)) });
      const minutes = Math.round(ms / MINUTE_MS);
      if (minutes < 2 * HOUR_MINUTES) return t('time.minutes', { count: minutes });
      return t('time.hours', { hours: Math.floor(minutes / HOUR_MINUTES), minutes: minutes % HOUR_MINUTES });
    },
    clock: (wallMs) => new Date(wallMs).toLocaleTimeString(LOCALES[language], { hour: '2-digit', minute: '2-digit' }),
  };
}

export function useWords(): Words {
  return wordsOf(useApp().store.language.value);
}

/** "1:05:09", "12:34", "0:07": what a clock that runs down shows. */
export function runningDown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
