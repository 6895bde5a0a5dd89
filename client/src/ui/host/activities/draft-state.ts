/** A draft as it is being filled in, and what becomes of it. Pure. */

import type { ActivityKind, ScoreBy, WireDraft, WirePlace } from '../../../protocol/activity-messages.ts';
import type { Activity } from '../../../state/activities.ts';

export interface OptionFields {
  /** Keeps a field the same while others come and go. */
  readonly key: number;
  readonly text: string;
  readonly picture: string;
  readonly zone: string;
}

export interface QuestionFields {
  readonly key: number;
  readonly text: string;
  readonly options: readonly { readonly key: number; readonly text: string }[];
  readonly right: number;
}

export interface DraftFields {
  readonly id: string | null;
  readonly kind: ActivityKind;
  readonly title: string;
  readonly isAnonymous: boolean;
  /** A zone of this island; empty: everybody. */
  readonly zone: string;
  readonly options: readonly OptionFields[];
  readonly most: number;
  readonly questions: readonly QuestionFields[];
  readonly scoreBy: ScoreBy;
}

export const KINDS: readonly ActivityKind[] = ['poll', 'words', 'quiz', 'pictures', 'questions', 'feet'];
export const MOST_OPTIONS = 12;
export const LEAST_OPTIONS = 2;
export const MOST_QUESTIONS = 30;
export const MOST_WORDS = 5;

export const hasOptions = (kind: ActivityKind): boolean => kind === 'poll' || kind === 'pictures' || kind === 'feet';
export const mayBeAnonymous = (kind: ActivityKind): boolean =>
  kind === 'poll' || kind === 'pictures' || kind === 'words';

let lastKey = 0;

export function emptyOption(): OptionFields {
  lastKey += 1;
  return { key: lastKey, text: '', picture: '', zone: '' };
}

export function emptyQuestion(): QuestionFields {
  lastKey += 3;
  const options = [lastKey - 1, lastKey].map((key) => ({ key, text: '' }));
  return { key: lastKey - 2, text: '', options, right: 0 };
}

export function emptyDraft(): DraftFields {
  return {
    id: null,
    kind: 'poll',
    title: '',
    isAnonymous: true,
    zone: '',
    options: [emptyOption(), emptyOption()],
    most: 1,
    questions: [emptyQuestion()],
    scoreBy: 'table',
  };
}

/** An activity that has not opened, to be changed. */
export function fieldsOf(activity: Activity): DraftFields {
  const options = activity.options.map(({ text, picture, place }) => {
    return { ...emptyOption(), text, picture, zone: place?.[1] ?? '' };
  });
  const questions = activity.questions.map(({ text, options: texts, right }) => {
    return {
      ...emptyQuestion(),
      text,
      right: right ?? 0,
      options: texts.map((one) => ({ ...emptyOption(), text: one })),
    };
  });
  return {
    id: activity.id,
    kind: activity.kind,
    title: activity.title,
    isAnonymous: activity.isAnonymous,
    zone: activity.place?.[1] ?? '',
    options: options.length > 0 ? options : [emptyOption(), emptyOption()],
    most: activity.most,
    questions: questions.length > 0 ? questions : [emptyQuestion()],
    scoreBy: activity.scoreBy,
  };
}

/** What is sent: of the fields only those that belong to the kind. `zoneName` gives the text of a place. */
export function wireOf(fields: DraftFields, zoneName: (zone: string) => string): WireDraft {
  const { kind } = fields;
  const placeOf = (zone: string): WirePlace | null => (zone === '' ? null : ['', zone]);
  const option = ({ text, picture, zone }: OptionFields) => ({
    text: kind === 'feet' ? zoneName(zone) : text.trim(),
    picture: kind === 'pictures' ? picture : '',
    place: kind === 'feet' ? placeOf(zone) : null,
  });
  const isCounted = hasOptions(kind) && kind !== 'feet';
  return {
    id: fields.id,
    kind,
    title: fields.title.trim(),
    anonymous: fields.isAnonymous && mayBeAnonymous(kind),
    place: kind === 'feet' ? null : placeOf(fields.zone),
    options: hasOptions(kind) ? fields.options.map(option) : [],
    most: isCounted || kind === 'words' ? Math.min(fields.most, isCounted ? fields.options.length : MOST_WORDS) : 1,
    questions:
      kind === 'quiz'
        ? fields.questions.map(({ text, options, right }) => {
            return { text: text.trim(), options: options.map((one) => one.text.trim()), right };
          })
        : [],
    score_by: fields.scoreBy,
  };
}

/** The activity as others would see it, if it opened now. */
export function previewOf(draft: WireDraft): Activity {
  return {
    id: 'preview',
    kind: draft.kind,
    title: draft.title,
    isAnonymous: draft.anonymous,
    place: draft.place,
    options: draft.options,
    most: draft.most,
    questions: draft.questions,
    questionsInAll: draft.questions.length,
    at: 0,
    scoreBy: draft.score_by,
    phase: 'open',
    isShown: false,
    isDeleted: false,
    key: '',
  };
}
