/** What every panel is given: the store to read, the intents to call, the words to use. */

import type { Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Text, type TextValues, translate } from '../i18n/texts.ts';
import type { Door } from '../state/door.ts';
import type { EventMaps } from '../state/event-maps.ts';
import type { Intents } from '../state/intents.ts';
import type { TrailAccess } from '../state/own-trail.ts';
import type { PlannedEvents } from '../state/planned-events.ts';
import type { ReplayDesk } from '../state/replay.ts';
import type { Store } from '../state/store.ts';
import type { AvatarSheet } from './look/avatar-sheet.ts';
import type { Panels } from './panels/panels-state.ts';
import type { Sites } from './place/sites.ts';
import type { Tips } from './place/tips.ts';
import type { Preferences } from './preferences.ts';

/** The page with the maps of the event: whether it is open, and what it works with. */
export interface EventMapsAccess {
  readonly isOpen: Signal<boolean>;
  readonly load: () => Promise<EventMaps>;
}

/** The page with all events, likewise. */
export interface EventsAccess {
  readonly isOpen: Signal<boolean>;
  readonly load: () => Promise<PlannedEvents>;
}

/** The page with the attendance log, likewise. */
export interface AttendanceAccess {
  readonly isOpen: Signal<boolean>;
  readonly load: () => Promise<ReplayDesk>;
}

export interface App {
  readonly store: Store;
  readonly intents: Intents;
  readonly panels: Panels;
  /** The page of a place that is open beside the island. */
  readonly sites: Sites;
  readonly tips: Tips;
  readonly preferences: Preferences;
  readonly events: EventsAccess;
  readonly eventMaps: EventMapsAccess;
  /** What one's own page works with; null if its address has no token. */
  readonly loadTrail: () => Promise<TrailAccess | null>;
  /** What the page with what some events ask at the door works with. */
  readonly loadDoor: () => Promise<Door>;
  readonly attendance: AttendanceAccess;
  /** The drawings of the avatars; null while they load or if they never come. */
  readonly sheet: { readonly value: AvatarSheet | null };
  /** The sentence in the language of the moment; a component that calls it follows a change of language. */
  readonly t: (key: Text, values?: TextValues) => string;
}

const AppContext = createContext<App | null>(null);
export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp is for components under AppProvider');
  return app;
}

export function createText(store: Store): App['t'] {
  return (key, values) => translate(store.language.value, key, values);
}
