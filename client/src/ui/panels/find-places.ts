/** The places worth listing, and what they are called. Pure but for the words. */

import type { Zone } from '../../core/island-map.ts';
import { givenName, isWorthListing } from '../../core/zone-purpose.ts';
import type { App } from '../app-context.ts';
import { isNamedLike } from './find-people.ts';

type Words = Pick<App, 'store' | 't'>;

/** The name of a place, or else what it is. */
export function placeName({ store, t }: Words, zone: Zone): string {
  const name = givenName(zone, store.language.value);
  if (name !== '') return name;
  return zone.portal ? wayTo({ store, t }, zone) : placeKind({ store, t }, zone);
}

/** What a place is. */
export function placeKind({ store, t }: Words, zone: Zone): string {
  if (zone.portal)
    return givenName(zone, store.language.value) === '' ? t('place.kind.portal') : wayTo({ store, t }, zone);
  const does = (effect: string) => zone.effects.some((one) => one.effect === effect);
  if (zone.kind !== 'place') return t(`place.kind.${zone.kind}`);
  if (does('website') || does('tab')) return t('place.kind.page');
  return t(does('sound') ? 'place.kind.sound' : 'place.kind.place');
}

function wayTo({ t }: Words, { portal }: Zone): string {
  return portal?.island ? t('place.way', { island: portal.island }) : t('place.way.here');
}

/** The places worth listing whose name, or what they are, has `wanted` in it; in the order of the map. */
export function findPlaces(words: Words, zones: readonly Zone[], wanted: string): readonly Zone[] {
  const listed = zones.filter((zone) => isWorthListing(zone, words.store.language.value));
  if (wanted.trim() === '') return listed;
  return listed.filter((zone) => isNamedLike(`${placeName(words, zone)} ${placeKind(words, zone)}`, wanted));
}
