/** Whom one has met: those with whom one shared a conversation for a while. Kept in one's own browser, and nowhere else. */

import type { ContactCard } from './contact-card.ts';
import type { AvatarId } from './units.ts';

/** So long together is meeting somebody. */
export const MEETING_MS = 20_000;
/** More than this are not remembered: the oldest go. */
export const MOST_MET = 500;

export interface MetPerson {
  readonly name: string;
  /** The event, by its name. */
  readonly event: string;
  /** The place where one met last; empty if it has no name. */
  readonly place: string;
  /** ms since 1970, of the first and the last time. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly card: ContactCard | null;
}

export interface Meeting {
  readonly name: string;
  readonly event: string;
  readonly place: string;
  readonly nowMs: number;
}

/** Since when one is together with whom. */
export type Together = ReadonlyMap<AvatarId, number>;

/** Those who are there now, each since when they are. */
export function stayTogether(was: Together, others: readonly AvatarId[], nowMs: number): Together {
  return new Map(others.map((avatar) => [avatar, was.get(avatar) ?? nowMs]));
}

/** With whom one has been together for long enough. */
export function metBy(together: Together, nowMs: number): AvatarId[] {
  return [...together].filter(([, sinceMs]) => nowMs - sinceMs >= MEETING_MS).map(([avatar]) => avatar);
}

/** The list with somebody met now, perhaps again; who was met last comes first. A name at an event is one person. */
export function meet(people: readonly MetPerson[], meeting: Meeting, card: ContactCard | null = null): MetPerson[] {
  const { name, event, place, nowMs } = meeting;
  const former = people.find((one) => one.name === name && one.event === event);
  const person = {
    name,
    event,
    place: place || (former?.place ?? ''),
    firstMs: former?.firstMs ?? nowMs,
    lastMs: nowMs,
    card: card ?? former?.card ?? null,
  };
  return [person, ...people.filter((one) => one !== former)].slice(0, MOST_MET);
}

export function forget(people: readonly MetPerson[], person: MetPerson): MetPerson[] {
  return people.filter(({ name, event }) => name !== person.name || event !== person.event);
}

/** Whatever a browser kept, as far as it is a list of people. */
export function readMet(value: unknown): MetPerson[] {
  return Array.isArray(value) ? value.filter(isMet).slice(0, MOST_MET) : [];
}

function isMet(value: unknown): value is MetPerson {
  if (typeof value !== 'object' || value === null) return false;
  const { name, event, place, firstMs, lastMs, card } = value as Record<string, unknown>;
  const isNamed = [name, event, place].every((text) => typeof text === 'string');
  return isNamed && typeof firstMs === 'number' && typeof lastMs === 'number' && (card === null || isCard(card));
}

export function isCard(value: unknown): value is ContactCard {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return ['name', 'organisation', 'email', 'link'].every((field) => typeof fields[field] === 'string');
}
