/** What hosts do, a subject at a time; each is loaded when it is first opened. */

import type { ComponentType } from 'preact';
import type { HostText } from '../../i18n/host-texts.ts';

export interface HostTab {
  readonly name: string;
  readonly title: HostText;
  readonly load: () => Promise<ComponentType>;
}

export const HOST_TABS: readonly HostTab[] = [
  { name: 'gathering', title: 'gathering', load: async () => (await import('./gathering-tab.tsx')).GatheringTab },
  {
    name: 'activities',
    title: 'activities',
    load: async () => (await import('./activities/activities-tab.tsx')).ActivitiesTab,
  },
  { name: 'order', title: 'tab.order', load: () => import('./order-tab.tsx').then(({ OrderTab }) => OrderTab) },
  { name: 'zones', title: 'zones', load: async () => (await import('./zones-tab.tsx')).ZonesTab },
  { name: 'stage', title: 'stage', load: () => import('./stage-tab.tsx').then(({ StageTab }) => StageTab) },
];
