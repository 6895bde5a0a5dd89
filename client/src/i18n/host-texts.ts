/** The sentences of the frame around what hosts do; every subject has a file of its own. */

import { createTranslate } from './translator.ts';

const nl = {
  title: 'Voor gastheren en gastvrouwen',
  tabs: 'Onderwerpen',
  gathering: 'Samen',
  zones: 'Plekken',
  loading: 'Even wachten…',
  failed: 'Dit onderdeel kon niet worden geladen. Probeer het opnieuw.',
  retry: 'Probeer opnieuw',
  activities: 'Peilingen',
  'tab.order': 'Orde',
  stage: 'Podium',
};

const en: Record<keyof typeof nl, string> = {
  title: 'For hosts',
  tabs: 'Subjects',
  gathering: 'Gather',
  zones: 'Zones',
  loading: 'One moment…',
  failed: 'This part could not be loaded. Please try again.',
  retry: 'Try again',
  activities: 'Polls',
  'tab.order': 'Order',
  stage: 'Stage',
};

export type HostText = keyof typeof nl;

export const translateHost = createTranslate({ nl, en });
