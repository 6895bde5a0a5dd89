/** The zones that a host can choose from. */

import { givenName } from '../../../core/zone-purpose.ts';
import type { App } from '../../app-context.ts';

/** The zones of this island that have a name. */
export function namedZones({ store }: App): readonly (readonly [id: string, name: string])[] {
  const language = store.language.value;
  return store.zones.value
    .map((zone) => [zone.id, givenName(zone, language)] as const)
    .filter(([, name]) => name !== '');
}

export function zoneName(app: App, zone: string): string {
  return namedZones(app).find(([id]) => id === zone)?.[1] ?? '';
}
