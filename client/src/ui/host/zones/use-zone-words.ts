/** The words of the tab with the zones. */

import type { Zone } from '../../../core/island-map.ts';
import { givenName } from '../../../core/zone-purpose.ts';
import type { TextValues } from '../../../i18n/texts.ts';
import { problemText, translateZones, type ZoneText } from '../../../i18n/zone-texts.ts';
import type { WireZoneProblem } from '../../../protocol/zone-messages.ts';
import { useApp } from '../../app-context.ts';

export interface ZoneWords {
  readonly t: (key: ZoneText, values?: TextValues) => string;
  readonly nameOf: (zone: Pick<Zone, 'names'>) => string;
  readonly problem: (problem: WireZoneProblem) => string;
}

export function useZoneWords(): ZoneWords {
  const { store } = useApp();
  const language = store.language.value;
  const t: ZoneWords['t'] = (key, values) => translateZones(language, key, values);
  const nameOf: ZoneWords['nameOf'] = (zone) => givenName(zone, language) || t('unnamed');
  return {
    t,
    nameOf,
    problem: ({ code, weight, zone }) => {
      const other = store.zones.value.find(({ id }) => id === zone);
      return t(problemText(code, weight), { zone: other ? nameOf(other) : t('unnamed') });
    },
  };
}
