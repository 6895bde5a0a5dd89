/** Where the page shows what hosts announce and call; what is shown there is loaded when there is something. */

import { useApp } from '../app-context.ts';
import { Panel } from '../panels/panel.tsx';
import { useParts } from './use-parts.ts';

function useIsWanted(): boolean {
  const { shown, call, countdown, rounds, ownHelp, helpers } = useApp().store.gathering;
  const hasNews = shown.value.length > 0 || call.value !== null || countdown.value !== null || rounds.value !== null;
  return hasNews || ownHelp.value.asked || (helpers.value?.asked.length ?? 0) > 0;
}

/** Above the controls. */
export function GatheringCards() {
  const loaded = useParts(useIsWanted()).parts.value;
  if (!loaded) return null;
  return (
    <>
      <loaded.News />
      <loaded.Cards />
    </>
  );
}

/** In the top bar. */
export function GatheringCountdown() {
  const { countdown } = useApp().store.gathering;
  const loaded = useParts(countdown.value !== null).parts.value;
  return loaded && <loaded.TopCountdown />;
}

export function GatheringPanel() {
  const { t } = useApp();
  const { parts, hasFailed, load } = useParts(true);
  return (
    <Panel title={t('gathering.title')}>
      {parts.value && <parts.value.PanelContent />}
      {!parts.value && !hasFailed.value && <p role="status">{t('gathering.loading')}</p>}
      {hasFailed.value && (
        <div role="alert">
          <p class="problem">{t('gathering.failed')}</p>
          <button type="button" class="button" onClick={load}>
            {t('gathering.retry')}
          </button>
        </div>
      )}
    </Panel>
  );
}
