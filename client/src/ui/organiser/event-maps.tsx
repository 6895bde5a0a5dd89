/** The way to the page with the maps: a button for organisers, and the page itself, loaded when it is first wanted. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { EventMaps } from '../../state/event-maps.ts';
import { useApp } from '../app-context.ts';

interface LoadedPage {
  readonly MapsPage: ComponentType<{ maps: EventMaps; onClose: () => void }>;
  readonly maps: EventMaps;
}

/** Shown to organisers only; others get nothing. */
export function EventMapsButton({ kind }: { kind: 'button' | 'menu-item' }) {
  const { store, eventMaps, t } = useApp();
  const phase = store.phase.value;
  const role = phase.at === 'entry' ? phase.role : store.me.value?.role;
  if (role !== 'organiser') return null;
  return (
    <button
      type="button"
      class={kind}
      onClick={() => {
        eventMaps.isOpen.value = true;
      }}
    >
      {t('organiser.maps')}
    </button>
  );
}

/** The page, while it is open. */
export function EventMapsPage() {
  const { eventMaps } = useApp();
  return eventMaps.isOpen.value ? <OpenPage /> : null;
}

function OpenPage() {
  const { eventMaps, t } = useApp();
  const page = useSignal<LoadedPage | null>(null);
  const hasFailed = useSignal(false);
  const close = () => {
    eventMaps.isOpen.value = false;
  };
  useEffect(() => {
    let isGone = false;
    Promise.all([import('./maps-page.tsx'), eventMaps.load()]).then(
      ([{ MapsPage }, maps]) => {
        if (!isGone) page.value = { MapsPage, maps };
      },
      () => {
        hasFailed.value = true;
      },
    );
    return () => {
      isGone = true;
    };
  }, [eventMaps, page, hasFailed]);
  if (page.value) return <page.value.MapsPage maps={page.value.maps} onClose={close} />;
  return (
    <div class="toasts">
      <div class="toast" role={hasFailed.value ? 'alert' : 'status'}>
        <p>{t(hasFailed.value ? 'organiser.maps.failed' : 'organiser.maps.loading')}</p>
        <button type="button" class="button small" onClick={close}>
          {t('panel.close')}
        </button>
      </div>
    </div>
  );
}
