/** Something to take part in, or its results, in words. */

import { effect } from '@preact/signals';
import { unanswered } from '../../state/activities.ts';
import type { App } from '../app-context.ts';
import type { Announcer } from './announcer.ts';

/** Follows activities until the function that it gives is called. */
export function followActivities(app: App, announcer: Announcer): () => void {
  const { activities, here } = app.store;
  let asked = '';
  let shown: ReadonlySet<string> | null = null;
  return effect(() => {
    const first = unanswered(activities, here.value)[0];
    const now = first ? `${first.id}/${first.at}` : '';
    if (first && now !== asked) announcer.announce('activity', app.t('activity.asks', { title: first.title }), true);
    asked = now;
    const results = [...activities.all.value.values()].filter(({ isShown, phase }) => isShown && phase === 'closed');
    const fresh = results.find(({ id }) => shown !== null && !shown.has(id));
    if (fresh) announcer.announce('activity-results', app.t('activity.results', { title: fresh.title }));
    shown = new Set(results.map(({ id }) => id));
  });
}
