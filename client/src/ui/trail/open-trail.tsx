/** The page with what is kept of oneself, loaded when it is wanted. */

import { useApp } from '../app-context.ts';
import { LoadingPage, MessagePage } from '../entry/message-page.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

export function OpenTrail() {
  const { loadTrail, t } = useApp();
  const loaded = useLoaded(() => Promise.all([import('./trail-page.tsx'), loadTrail()]));
  if (loaded === 'failed') return <MessagePage title={t('trail.failed')} />;
  if (!loaded) return <LoadingPage text="trail.loading" />;
  const [{ TrailPage }, access] = loaded;
  return <TrailPage access={access} />;
}
