/** The panel with all that one can take part in, and results; its content is loaded when it is first wanted. */

import { useApp } from '../app-context.ts';
import { LoadingPanel } from '../panels/loading-panel.tsx';
import { Panel } from '../panels/panel.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

export function ActivitiesPanel() {
  const { t } = useApp();
  const loaded = useLoaded(() => import('./activities-list.tsx'));
  if (!loaded || loaded === 'failed') return <LoadingPanel title="activities.title" failed={loaded === 'failed'} />;
  return (
    <Panel title={t('activities.title')}>
      <loaded.ActivitiesList />
    </Panel>
  );
}
