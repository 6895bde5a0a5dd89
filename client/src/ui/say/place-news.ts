/** What happens at the place where one stands, in words. */

import { effect } from '@preact/signals';
import type { App } from '../app-context.ts';
import { offersOf, offerText } from '../place/offers.ts';
import { siteTitle } from '../place/site-panel.tsx';
import type { Announcer } from './announcer.ts';

/** Each follows one thing until the function that it gives is called. */
export const PLACE_NEWS = [followOffers, followDoors, followSite, followTip];

/** Offers that were not there before. */
function followOffers(app: App, announcer: Announcer): () => void {
  let known: ReadonlySet<string> = new Set();
  return effect(() => {
    const offers = offersOf(app.store, app.sites.open.value, location.origin);
    const came = offers.filter(({ key }) => !known.has(key));
    known = new Set(offers.map(({ key }) => key));
    if (came.length === 0) return;
    const texts = came.map((offer) => offerText(app, offer));
    announcer.announce('offers', app.t('say.offer', { offers: texts.join('; ') }));
  });
}

/** Doors beside oneself that opened or closed. */
function followDoors(app: App, announcer: Announcer): () => void {
  let was = app.store.doors.peek();
  return effect(() => {
    const is = app.store.doors.value;
    const changed = app.store.doorsHere.peek().find(({ id }) => is.has(id) !== was.has(id));
    was = is;
    if (changed) announcer.announce('door', app.t(is.has(changed.id) ? 'say.door.open' : 'say.door.closed'), true);
  });
}

/** A page that opened by itself; one that was asked for gets the focus instead. */
function followSite(app: App, announcer: Announcer): () => void {
  return effect(() => {
    const shown = app.sites.open.value;
    if (!shown || shown.isAsked) return;
    const { host } = shown.site;
    const name = siteTitle(app, shown.site);
    const isAsking = host !== null && !app.store.hosts.peek().has(host);
    announcer.announce('site', isAsking ? app.t('say.site.ask', { host, name }) : app.t('say.site', { name }));
  });
}

function followTip(app: App, announcer: Announcer): () => void {
  return effect(() => {
    const tip = app.tips.shown.value;
    if (tip) announcer.announce('tip', tip.text);
  });
}
