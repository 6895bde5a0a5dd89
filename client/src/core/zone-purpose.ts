/** Whether a zone is worth telling people of: maps bring hundreds that nobody named and that do nothing by themselves. */

import type { LocalText, Zone } from './island-map.ts';

/** What programs call an area that its author did not name. */
const MADE_UP = /^(unnamed_tiled_area_\d+)?$/;

/** The name that a person gave to a zone; empty if nobody did. */
export function givenName(zone: Pick<Zone, 'names'>, language: keyof LocalText): string {
  const name = zone.names[language].trim();
  return MADE_UP.test(name) ? '' : name;
}

/** Whether all who are in a zone are in one conversation there. */
export function isMeeting({ kind }: Pick<Zone, 'kind'>): boolean {
  return kind === 'meeting' || kind === 'table';
}

/** Whether something happens in a zone, or to those who walk in. A camera that moves is no reason to go there. */
export function hasPurpose(zone: Zone): boolean {
  return (
    (zone.kind !== 'place' && zone.kind !== 'start') ||
    zone.portal !== null ||
    zone.effects.some(({ effect }) => effect !== 'focus')
  );
}

/** Whether a zone belongs in the list of places. */
export function isWorthListing(zone: Zone, language: keyof LocalText): boolean {
  return givenName(zone, language) !== '' || hasPurpose(zone);
}
