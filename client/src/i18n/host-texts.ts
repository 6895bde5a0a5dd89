/** The sentences of the frame around what hosts do; every subject has a file of its own. */

import { createTranslate } from './texts.ts';

const nl = {
  title: 'Voor gastheren en gastvrouwen',
  tabs: 'Onderwerpen',
  loading: 'Even wachten…',
  failed: 'Dit onderdeel kon niet worden geladen. Probeer het opnieuw.',
  retry: 'Probeer opnieuw',
  stage: 'Podium',
};

const en: Record<keyof typeof nl, string> = {
  title: 'For hosts',
  tabs: 'Subjects',
  loading: 'One moment…',
  failed: 'This part could not be loaded. Please try again.',
  retry: 'Try again',
  stage: 'Stage',
};

export type HostText = keyof typeof nl;

export const translateHost = createTranslate({ nl, en });
