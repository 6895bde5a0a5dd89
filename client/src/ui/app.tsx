/** The panels of the page. Everything that can be done on the canvas can be done here. */

import './styles/index.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { isText } from '../i18n/texts.ts';
import type { Door } from '../state/door.ts';
import type { EventMaps } from '../state/event-maps.ts';
import type { Intents } from '../state/intents.ts';
import type { TrailAccess } from '../state/own-trail.ts';
import type { PlannedEvents } from '../state/planned-events.ts';
import type { ReplayDesk } from '../state/replay.ts';
import type { Store } from '../state/store.ts';
import { AppProvider, createText, useApp } from './app-context.ts';
import { EntryPage } from './entry/entry-page.tsx';
import { EndedPage, LoadingPage, RefusedPage } from './entry/message-page.tsx';
import { OpenDoor } from './entry/open-door.tsx';
import { TravelPage } from './entry/travel-page.tsx';
import { IslandPage } from './island/island-page.tsx';
import { Toasts } from './island/toasts.tsx';
import { type AvatarSheet, loadAvatarSheet } from './look/avatar-sheet.ts';
import { OrderSheetSlot } from './order/about-person.tsx';
import { createPanels } from './panels/panels-state.ts';
import { ForOrganisers } from './parts/for-organisers.tsx';
import { createSites } from './place/sites.ts';
import { createTips } from './place/tips.ts';
import { browserStorage, loadPreferences } from './preferences.ts';
import { OpenTrail } from './trail/open-trail.tsx';

/** Places in the page that others fill. */
export interface Slots {
  /** Given the element for the canvas once, when the island is shown. */
  readonly island: (host: HTMLElement) => void;
  /** What organisers do with their events, loaded when it is first wanted. */
  readonly events: () => Promise<PlannedEvents>;
  /** What organisers do with maps, likewise. */
  readonly eventMaps: () => Promise<EventMaps>;
  /** What is kept of oneself, loaded when it is wanted; null if the address has no token. */
  readonly trail: () => Promise<TrailAccess | null>;
  /** What some events ask at the door, likewise. */
  readonly door: () => Promise<Door>;
  /** What organisers do with the attendance log, likewise. */
  readonly attendance: () => Promise<ReplayDesk>;
}

/** Shows the page in `root` and keeps it as the store says. */
export function mountApp(
  root: HTMLElement,
  store: Store,
  intents: Intents,
  slots: Slots,
  preferences = loadPreferences(browserStorage()),
): void {
  const sheet = signal<AvatarSheet | null>(null);
  loadAvatarSheet().then(
    (loaded) => {
      sheet.value = loaded;
    },
    // Without drawings people keep a plain look and names; nothing else is missing.
    () => undefined,
  );
  effect(() => {
    document.documentElement.lang = store.language.value;
    document.title = store.event.value ? `${store.event.value.name} · Eiland` : 'Eiland';
  });
  effect(() => {
    document.documentElement.toggleAttribute('data-reduced-motion', store.reducedMotion.value);
  });
  effect(() => {
    const first = store.event.value?.languages[0];
    if (first && !preferences.language.peek()) intents.setLanguage(first);
  });
  if (preferences.language.value) intents.setLanguage(preferences.language.value);
  intents.setPlacedVoices(preferences.placedVoices.value);
  intents.setPlaceSounds({ allowed: preferences.placeSounds.value, volume: preferences.placeVolume.value });
  intents.setHosts(new Set(preferences.hosts.value));
  intents.setKeepsPath(preferences.keepsPath.value);
  const app = {
    store,
    intents,
    sheet,
    t: createText(store),
    panels: createPanels(store),
    sites: createSites(store),
    tips: createTips(store),
    preferences,
    events: { isOpen: signal(false), load: slots.events },
    eventMaps: { isOpen: signal(false), load: slots.eventMaps },
    loadTrail: slots.trail,
    loadDoor: slots.door,
    attendance: { isOpen: signal(false), load: slots.attendance },
  };
  render(
    <AppProvider value={app}>
      <Page slots={slots} />
      <Toasts />
      <ForOrganisers draw={({ OrganiserPages }) => <OrganiserPages />} />
      <OrderSheetSlot />
    </AppProvider>,
    root,
  );
}

function Page({ slots }: { slots: Slots }) {
  const phase = useApp().store.phase.value;
  switch (phase.at) {
    case 'loading':
      return <LoadingPage key="loading" text="entry.loading" />;
    case 'connecting':
      return <LoadingPage key="connecting" text="entry.entering" />;
    case 'travelling':
      return <TravelPage island={phase.island} failed={phase.failed} />;
    case 'refused':
      // A reason that has no sentence in the page itself is one of those that only some events have.
      return phase.signIn || !isText(`reason.${phase.reason}`) ? <OpenDoor /> : <RefusedPage reason={phase.reason} />;
    case 'waiting':
      return <OpenDoor />;
    case 'ended':
      return <EndedPage reason={phase.reason} />;
    case 'entry':
      return <EntryPage />;
    case 'trail':
      return <OpenTrail />;
    case 'island':
      return <IslandPage slots={slots} />;
  }
}
