/** Names of zones, and which are worth telling of: maps bring hundreds that nobody named and that do nothing. */

import { givenName } from '../../../core/zone-purpose.ts';
import type { TextLanguage } from '../../../i18n/texts.ts';
import type { KnownZone, ZoneKey } from '../figures.ts';

/** What programs call an area that its author did not name, and its number. */
const MADE_UP = /^unnamed_tiled_area_(\d+)$/;

export const zoneId = ([island, zone]: ZoneKey): string => `${island}\n${zone}`;

/** The names that maps give their zones, by `zoneId`. */
export function namesOfZones(zones: readonly KnownZone[], language: TextLanguage): ReadonlyMap<string, string> {
  return new Map(
    zones.map(({ island, zone, names }) => [
      zoneId([island, zone]),
      givenName({ names: { nl: '', en: '', ...names } }, language),
    ]),
  );
}

/** The number of a zone without a name; null if its id may be told. */
export const numberOfUnnamed = (zone: string): string | null => MADE_UP.exec(zone)?.[1] ?? null;

/** Those where somebody was, and those with a name or a purpose. */
export function zonesToTell<Use extends { readonly zone: ZoneKey; readonly people: number | null }>(
  uses: readonly Use[],
  known: readonly KnownZone[],
): readonly Use[] {
  const zones = new Map(known.map((zone) => [zoneId([zone.island, zone.zone]), zone]));
  return uses.filter(({ people, zone }) => {
    const of = zones.get(zoneId(zone));
    if (people !== 0 || !of) return people !== 0 || numberOfUnnamed(zone[1]) === null;
    return (
      (of.kind !== 'place' && of.kind !== 'start') || givenName({ names: { nl: '', en: '', ...of.names } }, 'nl') !== ''
    );
  });
}
