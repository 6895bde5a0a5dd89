/** A panel whose content is being loaded, or did not come. */

import type { Text } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';
import { Panel } from './panel.tsx';

export function LoadingPanel({ title, failed }: { title: Text; failed: boolean }) {
  const { t } = useApp();
  return (
    <Panel title={t(title)}>
      <p role={failed ? 'alert' : 'status'}>{t(failed ? 'activities.failed' : 'activities.loading')}</p>
    </Panel>
  );
}
