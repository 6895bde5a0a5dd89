/** Who is on the island: the welcome's list, kept up by the roster. */

import type { Person } from '../core/people.ts';
import type { AvatarId } from '../core/units.ts';
import { decodePerson } from '../protocol/decoding.ts';
import type { WirePerson } from '../protocol/messages.ts';
import type { Me, Store } from './store.ts';

/** The people of a welcome, instead of everybody known before. */
export function setPeople(store: Store, people: readonly WirePerson[]): void {
  store.people.value = byAvatar(people);
}

/** People who came or changed, and avatars that went. Tells of oneself too. */
export function applyRoster(store: Store, put: readonly WirePerson[], gone: readonly number[]): void {
  const people = new Map([...store.people.value, ...byAvatar(put)]);
  for (const avatar of gone) people.delete(avatar as AvatarId);
  store.people.value = people;
  const { value: me } = store.me;
  const own = me && people.get(me.avatar);
  if (me && own && isChanged(me, own)) {
    store.me.value = { ...me, name: own.name, look: own.look, role: own.role, availability: own.availability };
  }
}

function byAvatar(people: readonly WirePerson[]): Map<AvatarId, Person> {
  return new Map(people.map(decodePerson).map((person) => [person.avatar, person]));
}

function isChanged(me: Me, own: Person): boolean {
  return (
    me.name !== own.name ||
    me.role !== own.role ||
    me.availability !== own.availability ||
    me.look.some((part, index) => part !== own.look[index])
  );
}
