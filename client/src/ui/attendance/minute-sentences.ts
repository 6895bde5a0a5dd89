/** What happened in a minute, in words. Pure. */

import { knownText } from '../../i18n/replay-texts.ts';
import type { MinuteNotes, Note, ZoneKey } from './figures.ts';
import type { ReplayWords } from './replay-words.ts';

const MINUTE_MS = 60_000;

/** As many places are named in a sentence; the others are only counted. */
const MOST_PLACES = 3;

/** "2 people came, 1 conversation began", with the busiest places; that nothing happened if nothing did. */
export function whatHappened(words: ReplayWords, minute: MinuteNotes, zoneName: (key: ZoneKey) => string): string {
  const parts = alike(minute.notes).flatMap((notes) => {
    const busiest = notes.length > MOST_PLACES + 1 ? mostFirst(notes).slice(0, MOST_PLACES) : notes;
    const said = busiest.map((note) => noteText(words, note, zoneName));
    const rest = notes.filter((note) => !busiest.includes(note));
    return rest.length > 0 ? [...said, restText(words, rest)] : said;
  });
  return parts.length > 0 ? parts.join(', ') : words.t('minutes.nothing');
}

/** Everything that happened, one by one. */
export function allThatHappened(
  words: ReplayWords,
  minute: MinuteNotes,
  zoneName: (key: ZoneKey) => string,
): readonly string[] {
  return minute.notes.map((note) => noteText(words, note, zoneName));
}

/** Whether a sentence leaves something out. */
export function isLong(minute: MinuteNotes): boolean {
  return alike(minute.notes).some((notes) => notes.length > MOST_PLACES + 1);
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

/** Notes that differ in their place alone, together, in the order of the first of them. */
function alike(notes: readonly Note[]): readonly (readonly Note[])[] {
  const groups = new Map<string, Note[]>();
  for (const note of notes) {
    const key = note.zone ? note.kind : `${note.kind} ${note.conversation}`;
    const group = groups.get(key);
    if (group) group.push(note);
    else groups.set(key, [note]);
  }
  return [...groups.values()];
}

function mostFirst(notes: readonly Note[]): readonly Note[] {
  return [...notes].sort((a, b) => b.count - a.count);
}

function restText({ t }: ReplayWords, rest: readonly Note[]): string {
  const kind = rest[0]?.kind ?? '';
  const values = { count: rest.reduce((sum, { count }) => sum + count, 0), places: rest.length };
  switch (kind) {
    case 'zone_entered':
      return t('note.more.zone_entered', values);
    case 'conversations_formed':
      return t('note.more.formed', values);
    case 'conversations_ended':
      return t('note.more.ended', values);
    default:
      return t('note.other', { kind, count: values.count });
  }
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
