/** Searching people by name. Pure. */

import type { Person } from '../../core/people.ts';

/** Those whose name has every typed word in it, whatever the accents and capitals; by name. */
export function findPeople(people: Iterable<Person>, wanted: string, language: string): Person[] {
  return [...people]
    .filter(({ name }) => isNamedLike(name, wanted))
    .sort((a, b) => a.name.localeCompare(b.name, language) || a.avatar - b.avatar);
}

/** Whether every typed word is in a name. */
export function isNamedLike(name: string, wanted: string): boolean {
  const plainName = plain(name);
  return plain(wanted)
    .split(/\s+/)
    .every((word) => plainName.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
