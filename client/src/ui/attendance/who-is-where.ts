/** Who is where at a moment: what the lists show and search. Pure. */

import type { ZoneId } from '../../core/units.ts';
import type { ReplayedConversation, ReplayedMoment, ReplayedPerson } from '../../state/replay.ts';
import { isNamedLike } from '../panels/find-people.ts';

/** A zone, all of the island, or what belongs to no zone. */
export type ZoneChoice = ZoneId | 'all' | 'none';

export interface ZoneCount {
  readonly zone: ZoneId;
  readonly people: number;
}

/** How many are in each zone, the fullest first. */
export function zoneCounts(moment: ReplayedMoment): readonly ZoneCount[] {
  const counts = new Map<ZoneId, number>();
  for (const { zones } of moment.people) for (const zone of zones) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return [...counts]
    .map(([zone, people]) => ({ zone, people }))
    .sort((a, b) => b.people - a.people || a.zone.localeCompare(b.zone));
}

export function peopleIn(moment: ReplayedMoment, choice: ZoneChoice): readonly ReplayedPerson[] {
  if (choice === 'all') return moment.people;
  return moment.people.filter(({ zones }) => (choice === 'none' ? zones.length === 0 : zones.includes(choice)));
}

/** Those whose name or code has every typed word in it, by name. */
export function findReplayed(
  people: readonly ReplayedPerson[],
  wanted: string,
  nameOf: (pseudonym: string) => string,
  language: string,
): readonly ReplayedPerson[] {
  return people
    .map((person) => ({ person, name: nameOf(person.pseudonym) }))
    .filter(({ person, name }) => isNamedLike(`${name} ${person.pseudonym}`, wanted))
    .sort((a, b) => a.name.localeCompare(b.name, language) || a.person.avatar - b.person.avatar)
    .map(({ person }) => person);
}

/** The people of a conversation who are there. */
export function membersOf(moment: ReplayedMoment, conversation: ReplayedConversation): readonly ReplayedPerson[] {
  const members = new Set(conversation.members);
  return moment.people.filter(({ avatar }) => members.has(avatar));
}

/** The one that a person is in; null if in none. */
export function conversationOf(moment: ReplayedMoment, person: ReplayedPerson): ReplayedConversation | null {
  return moment.conversations.find(({ id }) => id === person.conversation) ?? null;
}
