/** The page with what is kept of oneself, loaded when it is wanted. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { TrailAccess } from '../../state/own-trail.ts';
import { useApp } from '../app-context.ts';
import { LoadingPage, MessagePage } from '../entry/message-page.tsx';

interface LoadedPage {
  readonly TrailPage: ComponentType<{ access: TrailAccess | null }>;
  readonly access: TrailAccess | null;
}

export function OpenTrail() {
  const { loadTrail, t } = useApp();
  const page = useSignal<LoadedPage | null>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    Promise.all([import('./trail-page.tsx'), loadTrail()]).then(
      ([{ TrailPage }, access]) => {
        page.value = { TrailPage, access };
      },
      () => {
        hasFailed.value = true;
      },
    );
  }, [loadTrail, page, hasFailed]);
  if (page.value) return <page.value.TrailPage access={page.value.access} />;
  return hasFailed.value ? <MessagePage title={t('trail.failed')} /> : <LoadingPage text="trail.loading" />;
}
