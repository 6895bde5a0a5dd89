/** What hosts do, a subject at a time; each is loaded when it is first opened. */

import type { ComponentType } from 'preact';
import type { HostText } from '../../i18n/host-texts.ts';

export interface HostTab {
  readonly name: string;
  readonly title: HostText;
  readonly load: () => Promise<ComponentType>;
}

export const HOST_TABS: readonly HostTab[] = [
  { name: 'stage', title: 'stage', load: () => import('./stage-tab.tsx').then(({ StageTab }) => StageTab) },
];
