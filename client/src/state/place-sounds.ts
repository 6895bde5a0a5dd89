/** Which sounds the places have in which one stands. Pure. */

import type { Zone } from '../core/island-map.ts';
import type { WantedSound } from '../media/sound-player.ts';
import { foreignHost, isPlaceAddress } from './place-address.ts';

export interface PlaceSound {
  readonly sound: WantedSound;
  /** The other host that it comes from; null: this island's own. */
  readonly host: string | null;
}

export function soundsHere(zones: readonly Zone[], ownOrigin: string): readonly PlaceSound[] {
  return zones.flatMap((zone) =>
    zone.effects.flatMap((effect) =>
      effect.effect === 'sound' && isPlaceAddress(effect.url, ownOrigin)
        ? [{ sound: effect, host: foreignHost(effect.url, ownOrigin) }]
        : [],
    ),
  );
}
