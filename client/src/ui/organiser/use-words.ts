/** The words of this page, with sizes and dates as people write them in their language. */

import { type MapText, translateMaps } from '../../i18n/map-texts.ts';
import type { TextValues } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';

export interface Words {
  readonly t: (key: MapText, values?: TextValues) => string;
  readonly size: (bytes: number) => string;
  readonly date: (ms: number) => string;
}

const KILOBYTE = 1024;
const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

export function useWords(): Words {
  const language = useApp().store.language.value;
  const locale = LOCALES[language];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    t: (key, values) => translateMaps(language, key, values),
    size(bytes) {
      const kilobytes = bytes / KILOBYTE;
      if (kilobytes < KILOBYTE) return `${number.format(Math.max(1, Math.round(kilobytes)))} kB`;
      return `${number.format(kilobytes / KILOBYTE)} MB`;
    },
    date: (ms) => new Date(ms).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
  };
}
