/** What there is to take part in, what one did in it, and what came of it. */

import { type Signal, signal } from '@preact/signals';
import type { Zone } from '../core/island-map.ts';
import type {
  ActivityKind,
  ActivityPhase,
  ActivityServerMessages,
  ScoreBy,
  WireActivity,
  WirePlace,
  WireResults,
} from '../protocol/activity-messages.ts';

export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly title: string;
  readonly isAnonymous: boolean;
  readonly place: WirePlace | null;
  readonly options: readonly { readonly text: string; readonly picture: string; readonly place: WirePlace | null }[];
  readonly most: number;
  /** Of a quiz, as far as one knows them. `right` is null while it is not to be known. */
  readonly questions: readonly {
    readonly text: string;
    readonly options: readonly string[];
    readonly right: number | null;
  }[];
  readonly questionsInAll: number;
  readonly at: number;
  readonly scoreBy: ScoreBy;
  readonly phase: ActivityPhase;
  readonly isShown: boolean;
  readonly isDeleted: boolean;
  /** Modulus of the key of anonymous answers, in hexadecimal; empty: none. */
  readonly key: string;
}

export interface ResultRow {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly isHidden: boolean;
}

export interface ActivityResults {
  readonly answers: number;
  readonly takingPart: number;
  readonly rows: readonly ResultRow[];
  readonly rowsInAll: number;
}

export interface Activities {
  /** The name by which the server knows the island on which one is. */
  readonly island: Signal<string>;
  readonly all: Signal<ReadonlyMap<string, Activity>>;
  readonly results: Signal<ReadonlyMap<string, ActivityResults>>;
  /** Those in which one has done what is wanted now. */
  readonly taken: Signal<ReadonlySet<string>>;
  /** The questions that one asked or voted for. */
  readonly votes: Signal<ReadonlyMap<string, ReadonlySet<number>>>;
  /** Anonymous answers that wait before they are handed in. */
  readonly handingIn: Signal<ReadonlySet<string>>;
  /** Those whose results were shown while one was there. */
  readonly fresh: Signal<ReadonlySet<string>>;
  /** Those that one does not want to be asked about any more. */
  readonly dismissed: Signal<ReadonlySet<string>>;
}

type Message<Name extends keyof ActivityServerMessages> = Parameters<ActivityServerMessages[Name]>[0];

export function createActivities(): Activities {
  return {
    island: signal(''),
    all: signal<ReadonlyMap<string, Activity>>(new Map()),
    results: signal<ReadonlyMap<string, ActivityResults>>(new Map()),
    taken: signal<ReadonlySet<string>>(new Set()),
    votes: signal<ReadonlyMap<string, ReadonlySet<number>>>(new Map()),
    handingIn: signal<ReadonlySet<string>>(new Set()),
    fresh: signal<ReadonlySet<string>>(new Set()),
    dismissed: signal<ReadonlySet<string>>(new Set()),
  };
}

/** All there is, after a welcome. */
export function applyActivities(activities: Activities, { island, list, own }: Message<'activities'>): void {
  activities.island.value = island;
  activities.all.value = new Map(list.map((wire) => [wire.id, activityOf(wire)]));
  activities.taken.value = new Set(own.filter(([, taken]) => taken).map(([id]) => id));
  activities.votes.value = new Map(own.map(([id, , questions]) => [id, new Set(questions)]));
}

/** There is a new one, or it is otherwise than before. */
export function applyActivity(activities: Activities, wire: WireActivity): void {
  const former = activities.all.value.get(wire.id);
  // The next question of a quiz has not been answered yet.
  if (former && former.at !== wire.at) activities.taken.value = without(activities.taken.value, wire.id);
  const isNews = hasResults(wire) && !(former && hasResults({ ...former, shown: former.isShown }));
  if (isNews) activities.fresh.value = new Set(activities.fresh.value).add(wire.id);
  activities.all.value = new Map(activities.all.value).set(wire.id, activityOf(wire));
}

const hasResults = ({ phase, shown }: Pick<WireActivity, 'phase' | 'shown'>): boolean => phase === 'closed' && shown;

export function applyActivityGone(activities: Activities, { id }: Message<'activity_gone'>): void {
  for (const part of [activities.all, activities.results] as Signal<ReadonlyMap<string, unknown>>[]) {
    const left = new Map(part.value);
    if (left.delete(id)) part.value = left;
  }
}

export function applyActivityResults(activities: Activities, wire: WireResults): void {
  const rows = wire.rows.map(([key, label, count, isHidden]) => ({ key, label, count, isHidden }));
  activities.results.value = new Map(activities.results.value).set(wire.id, {
    answers: wire.answers,
    takingPart: wire.taking_part,
    rows,
    rowsInAll: wire.rows_in_all,
  });
}

/** One has done what is wanted. */
export function noteTaken(activities: Activities, id: string): void {
  activities.taken.value = new Set(activities.taken.value).add(id);
}

/** One asked or voted for a question, or took the vote back. */
export function noteVote(activities: Activities, id: string, question: number, wants: boolean): void {
  const former = activities.votes.value.get(id) ?? new Set();
  const votes = wants ? new Set(former).add(question) : without(former, question);
  activities.votes.value = new Map(activities.votes.value).set(id, votes);
}

/** Whether one may take part where one stands. */
export function isHere(activities: Activities, activity: Activity, here: readonly Zone[]): boolean {
  const { place } = activity;
  return place === null || (place[0] === activities.island.value && here.some(({ id }) => id === place[1]));
}

/** What is open where one stands, the oldest first. */
export function openHere(activities: Activities, here: readonly Zone[]): readonly Activity[] {
  return [...activities.all.value.values()].filter(
    (activity) => activity.phase === 'open' && !activity.isDeleted && isHere(activities, activity, here),
  );
}

/** What somebody may be asked about now: open here, not done yet, not put aside. */
export function unanswered(activities: Activities, here: readonly Zone[]): readonly Activity[] {
  const { taken, dismissed } = activities;
  return openHere(activities, here).filter(
    (activity) => !taken.value.has(activity.id) && !dismissed.value.has(asideKey(activity)),
  );
}

/** Results to point at: those that came while one was there, and those of the zone where one stands. */
export function resultsHere(activities: Activities, here: readonly Zone[]): readonly Activity[] {
  const { all, fresh, dismissed } = activities;
  return [...all.value.values()].filter(
    (activity) =>
      activity.phase === 'closed' &&
      activity.isShown &&
      !activity.isDeleted &&
      !dismissed.value.has(asideKey(activity)) &&
      (activity.place === null ? fresh.value.has(activity.id) : isHere(activities, activity, here)),
  );
}

/** Do not point at it any more; a quiz asks again with its next question, and results are another matter. */
export function putAside(activities: Activities, activity: Activity): void {
  activities.dismissed.value = new Set(activities.dismissed.value).add(asideKey(activity));
}

const asideKey = ({ id, at, phase }: Activity): string => `${id}/${phase === 'closed' ? 'results' : at}`;

export function without<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  return new Set([...set].filter((other) => other !== item));
}

function activityOf(wire: WireActivity): Activity {
  return {
    id: wire.id,
    kind: wire.kind,
    title: wire.title,
    isAnonymous: wire.anonymous,
    place: wire.place,
    options: wire.options.map(([text, picture, place]) => ({ text, picture, place })),
    most: wire.most,
    questions: wire.questions.map(([text, options, right]) => ({ text, options, right })),
    questionsInAll: wire.questions_in_all,
    at: wire.at,
    scoreBy: wire.score_by,
    phase: wire.phase,
    isShown: wire.shown,
    isDeleted: wire.deleted,
    key: wire.key,
  };
}
