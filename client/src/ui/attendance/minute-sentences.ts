/** What happened in a minute, in words. Pure. */

import { knownText } from '../../i18n/replay-texts.ts';
import type { MinuteNotes, Note, ZoneKey } from './figures.ts';
import type { ReplayWords } from './replay-words.ts';

const MINUTE_MS = 60_000;

/** "2 people came, 1 conversation began"; that nothing happened if nothing did. */
export function whatHappened(words: ReplayWords, minute: MinuteNotes, zoneName: (key: ZoneKey) => string): string {
  const parts = minute.notes.map((note) => noteText(words, note, zoneName));
  return parts.length > 0 ? parts.join(', ') : words.t('minutes.nothing');
}

/** The whole sentence, as it is read out. */
export function minuteSentence(words: ReplayWords, minute: MinuteNotes, zoneName: (key: ZoneKey) => string): string {
  return words.t('minutes.sentence', {
    time: words.minute(minute.start_ms),
    what: whatHappened(words, minute, zoneName),
    present: words.t('minutes.present', { count: minute.present }),
  });
}

/** Which minute holds a moment, by its place in the list; -1 if none does. The list has no holes. */
export function minuteAt(minutes: readonly MinuteNotes[], atMs: number): number {
  const first = minutes[0];
  if (!first || atMs < first.start_ms) return -1;
  const place = Math.floor((atMs - first.start_ms) / MINUTE_MS);
  return place < minutes.length ? place : -1;
}

function noteText({ t }: ReplayWords, note: Note, zoneName: (key: ZoneKey) => string): string {
  const { kind, count } = note;
  const zone = note.zone ? zoneName(note.zone) : '';
  switch (kind) {
    case 'arrived':
    case 'departed':
    case 'restarted':
    case 'lost':
      return t(`note.${kind}`, { count });
    case 'zone_entered':
      return t('note.zone_entered', { count, zone });
    case 'conversations_formed':
    case 'conversations_ended': {
      const place = note.zone && note.conversation !== null ? note.conversation : 'bubble';
      return t(`note.${place}.${kind === 'conversations_formed' ? 'formed' : 'ended'}`, { count, zone });
    }
    default: {
      const known = knownText(`happening.${kind}`);
      return t('note.other', { kind: known ? t(known) : kind, count });
    }
  }
}
