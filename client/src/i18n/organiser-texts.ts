/** The names of organisers' pages, and what is said while one is fetched; loaded for organisers only. */

import { createTranslate } from './translator.ts';

const nl = {
  events: 'Je evenementen',
  maps: 'Kaarten en toegang',
  attendance: 'Aanwezigheid',
  loading: 'Even wachten, we halen de pagina op…',
  failed: 'De pagina kon niet worden geladen. Controleer je internet en probeer opnieuw.',
};

const en: Record<keyof typeof nl, string> = {
  events: 'Your events',
  maps: 'Maps and access',
  attendance: 'Attendance',
  loading: 'One moment, fetching the page…',
  failed: 'The page could not be loaded. Check your internet and try again.',
};

export const wayTexts = { nl, en };
export const translateWays = createTranslate<keyof typeof nl>(wayTexts);
export type WayText = Parameters<typeof translateWays>[1];
