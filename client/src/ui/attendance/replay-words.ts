/** The words of this page, with times, people and zones as people read them. */

import type { Zone } from '../../core/island-map.ts';
import type { ConversationKind } from '../../core/people.ts';
import { givenName } from '../../core/zone-purpose.ts';
import { type ReplayText, translateReplay } from '../../i18n/replay-texts.ts';
import type { TextLanguage, TextValues } from '../../i18n/texts.ts';
import type { NamedPerson } from '../../state/attendance.ts';
import { useApp } from '../app-context.ts';
import type { KnownZone, ZoneKey } from './figures.ts';

export type People = ReadonlyMap<string, NamedPerson>;

export interface ReplayWords {
  readonly language: TextLanguage;
  readonly t: (key: ReplayText, values?: TextValues) => string;
  /** 14:05:09 */
  readonly time: (wallMs: number) => string;
  /** 14:05 */
  readonly minute: (wallMs: number) => string;
  /** Thursday 12 June 2025 */
  readonly date: (wallMs: number) => string;
  /** 12 June 2025 */
  readonly day: (wallMs: number) => string;
  /** 12 Jun 2025, 14:05 */
  readonly moment: (wallMs: number) => string;
  /** 1 h 5 min, 3 min, 40 s: a length of time in ms. */
  readonly length: (ms: number) => string;
}

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;
const HOURS = { nl: 'u', en: 'h' } as const;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const made = new Map<TextLanguage, ReplayWords>();

export function useReplayWords(): ReplayWords {
  return replayWords(useApp().store.language.value);
}

export function replayWords(language: TextLanguage): ReplayWords {
  const known = made.get(language);
  if (known) return known;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const written = new Intl.DateTimeFormat(LOCALES[language], options);
    return (wallMs: number) => written.format(wallMs);
  };
  const words: ReplayWords = {
    language,
    t: (key, values) => translateReplay(language, key, values),
    time: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    minute: format({ hour: '2-digit', minute: '2-digit' }),
    date: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    day: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    moment: format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    length: (ms) => lengthText(ms, HOURS[language]),
  };
  made.set(language, words);
  return words;
}

function lengthText(ms: number, hour: string): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${minutes % 60} min`;
}

/** How somebody is called here: by name if the names are known. */
export function personText(people: People | null, pseudonym: string): string {
  return people?.get(pseudonym)?.name ?? pseudonym;
}

export interface NamedZones {
  /** The island that is shown, and its zones. */
  readonly island: string;
  readonly zones: readonly Zone[];
  /** Of all islands, as far as their maps are kept. */
  readonly known: readonly KnownZone[];
}

/** What people call a zone; its id where it has no name, and with its island if another one is shown. */
export function zoneText({ island, zones, known }: NamedZones, [at, id]: ZoneKey, language: TextLanguage): string {
  const drawn = at === island ? zones.find((one) => one.id === id) : undefined;
  const named = known.find((one) => one.island === at && one.zone === id);
  const name = (drawn && givenName(drawn, language)) || named?.names[language] || id;
  return at === island ? name : `${name} (${at})`;
}

/** "Meeting in Library": what kind of conversation, and where. */
export function talkText(words: ReplayWords, kind: ConversationKind | null, zone: string | null): string {
  const what = words.t(`talk.${kind ?? 'unknown'}`);
  return zone === null ? what : words.t('talk.in', { what, zone });
}
