/** What can be done at the place where one stands. Pure but for the words. */

import type { Door, Zone } from '../../core/island-map.ts';
import { givenName, isMeeting } from '../../core/zone-purpose.ts';
import { isPlaceAddress } from '../../state/place-address.ts';
import { soundsHere } from '../../state/place-sounds.ts';
import type { Store } from '../../state/store.ts';
import type { App } from '../app-context.ts';
import { type OpenSite, type Site, sitesOf } from './sites.ts';

export type Info = Extract<Zone['effects'][number], { effect: 'info' }>;

export type Offer = { readonly key: string } & (
  | { readonly kind: 'join'; readonly zone: Zone }
  | { readonly kind: 'door'; readonly door: Door; readonly open: boolean }
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'info'; readonly zone: Zone; readonly info: Info }
  | { readonly kind: 'tab'; readonly url: string; readonly label: string }
  | { readonly kind: 'sound'; readonly host: string | null }
);

/** In the order in which they are offered; the first is what the Enter key does. */
export function offersOf(store: Store, open: OpenSite | null, ownOrigin: string): readonly Offer[] {
  const here = store.here.value;
  return [
    ...meetings(store, here),
    ...store.doorsHere.value.flatMap((door) => doorOffer(door, store.doors.value.has(door.id))),
    ...sitesOf(here, ownOrigin)
      .filter(({ key }) => key !== open?.site.key)
      .map((site): Offer => ({ kind: 'site', key: `site/${site.key}`, site })),
    ...cards(here),
    ...tabs(here, ownOrigin),
    ...sounds(store, here, ownOrigin),
  ];
}

function meetings(store: Store, here: readonly Zone[]): Offer[] {
  if (store.aside.value) return [];
  return here
    .filter((zone) => isMeeting(zone) && zone.joins === 'action' && store.conversation.value?.zone !== zone.id)
    .map((zone) => ({ kind: 'join', key: `join/${zone.id}`, zone }));
}

function doorOffer(door: Door, isOpen: boolean): Offer[] {
  const worksItself = isOpen ? door.closesItself : door.opensItself && door.closesItself;
  return worksItself ? [] : [{ kind: 'door', key: `door/${door.id}`, door, open: !isOpen }];
}

function cards(here: readonly Zone[]): Offer[] {
  return here.flatMap((zone) =>
    zone.effects.flatMap((what, index): Offer[] =>
      what.effect === 'info' ? [{ kind: 'info', key: `info/${zone.id}/${index}`, zone, info: what }] : [],
    ),
  );
}

function tabs(here: readonly Zone[], ownOrigin: string): Offer[] {
  return here.flatMap(({ id, effects }) =>
    effects.flatMap((what, index): Offer[] =>
      what.effect === 'tab' && isPlaceAddress(what.url, ownOrigin)
        ? [{ kind: 'tab', key: `tab/${id}/${index}`, url: what.url, label: what.label }]
        : [],
    ),
  );
}

/** One question at a time: whether places may sound at all, and whether another host may be asked for it. */
function sounds(store: Store, here: readonly Zone[], ownOrigin: string): Offer[] {
  const { allowed } = store.placeSounds.value;
  if (allowed === false || (allowed === null && store.me.value?.media === 'text')) return [];
  const unasked = soundsHere(here, ownOrigin).find(
    ({ host }) => allowed === null || (host !== null && !store.hosts.value.has(host)),
  );
  return unasked ? [{ kind: 'sound', key: `sound/${unasked.host ?? ''}`, host: unasked.host }] : [];
}

/** What an offer is called: the words of the map, or else our own. */
export function offerText({ t, store }: Pick<App, 't' | 'store'>, offer: Offer): string {
  const language = store.language.value;
  switch (offer.kind) {
    case 'join': {
      const name = givenName(offer.zone, language);
      return name === '' ? t('offer.join') : t('offer.join.named', { name });
    }
    case 'door': {
      const label = offer.open ? offer.door.openLabel : offer.door.closeLabel;
      return label || t(offer.open ? 'offer.door.open' : 'offer.door.close');
    }
    case 'site': {
      const name = givenName(offer.site.zone, language);
      return offer.site.label || (name === '' ? t('offer.website.plain') : t('offer.website', { name }));
    }
    case 'info': {
      const name = givenName(offer.zone, language);
      return name === '' ? t('offer.info.plain') : t('offer.info', { name });
    }
    case 'tab':
      return offer.label ? t('offer.tab.hint', { label: offer.label }) : t('offer.tab', { host: hostOf(offer.url) });
    case 'sound':
      return offer.host === null ? t('offer.sound') : t('offer.sound.foreign', { host: offer.host });
  }
}

const hostOf = (url: string): string => new URL(url, location.origin).host;
