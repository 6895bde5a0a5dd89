/** A card above the controls when there is something to take part in where one stands, or there are results to see. */

import { putAside, resultsHere, unanswered } from '../../state/activities.ts';
import { useApp } from '../app-context.ts';

export function ActivityCard() {
  const { store, panels, t } = useApp();
  const { activities, here } = store;
  const activity = unanswered(activities, here.value)[0] ?? resultsHere(activities, here.value)[0];
  if (!activity || panels.open.value === 'activities') return null;
  const isOver = activity.phase === 'closed';
  return (
    <section class="offers activity-card" aria-label={t('activities.title')}>
      <p>{isOver ? t('activity.results', { title: activity.title }) : activity.title}</p>
      <button
        type="button"
        class="button small main"
        onClick={() => {
          if (isOver) putAside(activities, activity);
          panels.show('activities');
        }}
      >
        {t(isOver ? 'activity.see' : 'activity.take')}
      </button>
      <button type="button" class="button small" onClick={() => putAside(activities, activity)}>
        {t('activity.later')}
      </button>
    </section>
  );
}
