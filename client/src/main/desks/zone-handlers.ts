/** What the server says about zones that change goes into the store. */

import type { AvatarId, ZoneId } from '../../core/units.ts';
import type { ZoneServerMessages } from '../../protocol/zone-messages.ts';
import type { Store } from '../../state/store.ts';
import { changedZones } from '../../state/zoning.ts';

export function zoneHandlers({ map, zones, zoning }: Store): ZoneServerMessages {
  return {
    zones: (message) => {
      if (map.value) zones.value = changedZones(map.value, zones.value, message);
    },
    zone_editors: ({ editors }) => {
      zoning.editors.value = new Map(editors as readonly (readonly [AvatarId, ZoneId])[]);
    },
  };
}
