/** The sentences of the host's tab with the zones; loaded with that tab. */

import { zonesEn } from './en-zones.ts';
import { zonesNl } from './nl-zones.ts';
import { createTranslate } from './translator.ts';

export const zoneTexts = { nl: zonesNl, en: zonesEn };
export const translateZones = createTranslate<keyof typeof zonesNl>(zoneTexts);
export type ZoneText = Parameters<typeof translateZones>[1];

/** The sentence for a problem; also for one that this version does not know. */
export function problemText(code: string, weight: 'error' | 'warning'): ZoneText {
  const key = `problem.${code}`;
  const own = `${key}.${weight}`;
  if (Object.hasOwn(zonesNl, own)) return own as ZoneText;
  return Object.hasOwn(zonesNl, key) ? (key as ZoneText) : 'problem.unknown';
}
