/** Numbers, times and lengths of time as people write them in their language. */

import { type FigureText, translateFigures } from '../../../i18n/figures-texts.ts';
import type { TextLanguage, TextValues } from '../../../i18n/texts.ts';
import type { KnownZone, ZoneKey } from '../figures.ts';
import { namesOfZones, numberOfUnnamed, zoneId } from './zones-to-tell.ts';

export interface FigureWords {
  readonly t: (key: FigureText, values?: TextValues) => string;
  readonly number: (value: number) => string;
  /** The text of how large a number is, with the sign of the number before it. */
  readonly signed: (text: string, of: number) => string;
  readonly percent: (share: number) => string;
  /** The time of day. */
  readonly time: (ms: number) => string;
  /** The time of day, with the date if the event lasts for more than one. */
  readonly moment: (ms: number) => string;
  readonly date: (ms: number) => string;
  /** Two units at most: "1 hr 5 min", "4 min 10 sec". */
  readonly duration: (ms: number) => string;
  /** Whole minutes, as a number. */
  readonly minutes: (ms: number) => string;
  readonly size: (bytes: number) => string;
  readonly zone: (key: ZoneKey) => string;
}

export interface WordsOf {
  readonly language: TextLanguage;
  /** Whether times need a date. */
  readonly isOfDays: boolean;
  /** Whether zones need the name of their island. */
  readonly isOfIslands: boolean;
  /** The zones' names for people. */
  readonly zones?: readonly KnownZone[];
  /** By default that of the browser. */
  readonly timeZone?: string;
}

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** Up to here seconds are told beside minutes. */
const FINE_SECONDS = 600;
/** And up to here minutes beside hours. */
const FINE_MINUTES = 6000;
const KILOBYTE = 1024;

export function figureWords({ language, isOfDays, isOfIslands, zones = [], timeZone }: WordsOf): FigureWords {
  const locale = LOCALES[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...zone });
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...zone,
  });
  const names = namesOfZones(zones, language);
  const moment = isOfDays ? dayAndTime : time;
  return {
    t: (key, values) => translateFigures(language, key, values),
    number: (value) => number.format(value),
    signed: (text, of) => `${of > 0 ? '+' : of < 0 ? '−' : ''}${text}`,
    percent: (share) => percent.format(share),
    time: (ms) => time.format(ms),
    moment: (ms) => moment.format(ms),
    date: (ms) => date.format(ms),
    duration: createDuration(locale),
    minutes: (ms) => whole.format(Math.round(ms / MINUTE_MS)),
    size(bytes) {
      const kilobytes = bytes / KILOBYTE;
      if (kilobytes < KILOBYTE) return `${whole.format(Math.max(1, kilobytes))} kB`;
      return `${number.format(kilobytes / KILOBYTE)} MB`;
    },
    zone: (key) => {
      const unnamed = numberOfUnnamed(key[1]);
      const otherwise = unnamed === null ? key[1] : translateFigures(language, 'zone.unnamed', { number: unnamed });
      const name = names.get(zoneId(key)) || otherwise;
      return isOfIslands ? `${name} (${key[0]})` : name;
    },
  };
}

function createDuration(locale: string): (ms: number) => string {
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 });
  const hours = unit('hour');
  const minutes = unit('minute');
  const seconds = unit('second');
  return (ms) => {
    const wholeSeconds = Math.round(Math.abs(ms) / SECOND_MS);
    if (wholeSeconds < 60) return seconds.format(wholeSeconds);
    if (wholeSeconds < FINE_SECONDS) {
      const rest = wholeSeconds % 60;
      const whole = minutes.format(Math.floor(wholeSeconds / 60));
      return rest === 0 ? whole : `${whole} ${seconds.format(rest)}`;
    }
    const wholeMinutes = Math.round(wholeSeconds / 60);
    if (wholeMinutes < 60) return minutes.format(wholeMinutes);
    const rest = wholeMinutes < FINE_MINUTES ? wholeMinutes % 60 : 0;
    const whole = hours.format(rest > 0 ? Math.floor(wholeMinutes / 60) : Math.round(wholeMinutes / 60));
    return rest === 0 ? whole : `${whole} ${minutes.format(rest)}`;
  };
}
