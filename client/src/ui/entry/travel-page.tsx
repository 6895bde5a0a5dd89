/** On the way from one island to another. */

import { useApp } from '../app-context.ts';
import { MessagePage } from './message-page.tsx';
import { Scene } from './scene.tsx';

export function TravelPage({ island, failed }: { island: string; failed: boolean }) {
  const { store, intents, t } = useApp();
  if (failed)
    return (
      <MessagePage title={t('travel.failed.title', { island })}>
        <p>{t('travel.failed')}</p>
        <Again />
        <button type="button" class="button" onClick={() => intents.leave()}>
          {t('travel.stop')}
        </button>
      </MessagePage>
    );
  const isOffline = store.link.value.at === 'offline';
  return (
    <div class="door">
      <Scene />
      <main class="door-card message">
        <div class="spinner" aria-hidden="true" />
        <div role="status">
          <h1>{t('travel.title', { island })}</h1>
          {isOffline && <p>{t('travel.offline')}</p>}
        </div>
        {isOffline && <Again />}
      </main>
    </div>
  );
}

function Again() {
  const { intents, t } = useApp();
  return (
    <button type="button" class="button main" onClick={() => intents.reconnect()}>
      {t('travel.again')}
    </button>
  );
}
