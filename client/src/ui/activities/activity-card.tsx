/** A card above the controls when there is something to take part in where one stands. */

import { putAside, unanswered } from '../../state/activities.ts';
import { useApp } from '../app-context.ts';

export function ActivityCard() {
  const { store, panels, t } = useApp();
  const [activity] = unanswered(store.activities, store.here.value);
  if (!activity || panels.open.value === 'activities') return null;
  return (
    <section class="offers activity-card" aria-label={t('activities.title')}>
      <p>{activity.title}</p>
      <button type="button" class="button small main" onClick={() => panels.show('activities')}>
        {t('activity.take')}
      </button>
      <button type="button" class="button small" onClick={() => putAside(store.activities, activity)}>
        {t('activity.later')}
      </button>
    </section>
  );
}
