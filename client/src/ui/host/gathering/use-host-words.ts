/** The words of this tab, and how it names zones. */

import type { Zone } from '../../../core/island-map.ts';
import { givenName, isWorthListing } from '../../../core/zone-purpose.ts';
import { type GatheringHostText, translateGatheringHost } from '../../../i18n/gathering-host-texts.ts';
import type { TextValues } from '../../../i18n/texts.ts';
import { useApp } from '../../app-context.ts';

type Key = GatheringHostText extends infer One
  ? One extends `${infer Base}_one` | `${infer Base}_other`
    ? Base
    : One
  : never;

export interface HostWords {
  readonly t: (key: Key, values?: TextValues) => string;
  /** What a zone is called; its id if nobody named it. */
  readonly zoneName: (zone: Pick<Zone, 'id' | 'names'>) => string;
  /** The zones of this island that people know by name. */
  readonly zones: readonly Zone[];
}

export function useHostWords(): HostWords {
  const { store } = useApp();
  const language = store.language.value;
  return {
    t: (key, values) => translateGatheringHost(language, key, values),
    zoneName: (zone) => givenName(zone, language) || zone.id,
    zones: store.zones.value.filter((zone) => zone.portal === null && isWorthListing(zone, language)),
  };
}
