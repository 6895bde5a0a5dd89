/** Searching people by name. Pure. */

import type { Person } from '../../core/people.ts';

/** Those whose name has every typed word in it, whatever the accents and capitals; by name. */
export function findPeople(people: Iterable<Person>, wanted: string, language: string): Person[] {
  const words = plain(wanted).split(/\s+/);
  return [...people]
    .filter(({ name }) => words.every((word) => plain(name).includes(word)))
    .sort((a, b) => a.name.localeCompare(b.name, language) || a.avatar - b.avatar);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
