/** The panel with all that one can take part in, and results; its content is loaded when it is first wanted. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { Panel } from '../panels/panel.tsx';

export function ActivitiesPanel() {
  const { t } = useApp();
  const content = useSignal<{ readonly List: ComponentType } | null>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    import('./activities-list.tsx').then(
      ({ ActivitiesList }) => {
        content.value = { List: ActivitiesList };
      },
      () => {
        hasFailed.value = true;
      },
    );
  }, [content, hasFailed]);
  return (
    <Panel title={t('activities.title')}>
      {content.value ? (
        <content.value.List />
      ) : (
        <p role={hasFailed.value ? 'alert' : 'status'}>
          {t(hasFailed.value ? 'activities.failed' : 'activities.loading')}
        </p>
      )}
    </Panel>
  );
}
