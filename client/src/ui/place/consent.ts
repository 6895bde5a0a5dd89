/** What somebody allowed places to do, kept in this browser. */

import type { App } from '../app-context.ts';

type Consent = Pick<App, 'store' | 'intents' | 'preferences'>;

/** Pages and sounds may come from this host: until the page is closed, or `always`. */
export function allowHost({ store, intents, preferences }: Consent, host: string, always: boolean): void {
  if (always && !preferences.hosts.value.includes(host)) preferences.hosts.value = [...preferences.hosts.value, host];
  intents.setHosts(new Set([...store.hosts.value, host]));
}

/** Ask again for every host. */
export function forgetHosts({ intents, preferences }: Consent): void {
  preferences.hosts.value = [];
  intents.setHosts(new Set());
}

/** Places may sound, or not. */
export function allowSounds({ intents, preferences }: Consent, allowed: boolean): void {
  preferences.placeSounds.value = allowed;
  intents.setPlaceSounds({ allowed, volume: preferences.placeVolume.value });
}

/** 0..1. */
export function setVolume({ intents, preferences }: Consent, volume: number): void {
  preferences.placeVolume.value = volume;
  intents.setPlaceSounds({ allowed: preferences.placeSounds.value, volume });
}
