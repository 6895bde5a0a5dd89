/** The way to the page with the maps: a button for organisers, and the page itself, loaded when it is first wanted. */

import { useApp } from '../app-context.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { Opening } from './opening.tsx';

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
  const { eventMaps } = useApp();
  const loaded = useLoaded(() => Promise.all([import('./maps-page.tsx'), eventMaps.load()]));
  const close = () => {
    eventMaps.isOpen.value = false;
  };
  if (!loaded || loaded === 'failed') {
    const failed = loaded === 'failed';
    return (
      <Opening text={failed ? 'organiser.maps.failed' : 'organiser.maps.loading'} failed={failed} onClose={close} />
    );
  }
  const [{ MapsPage }, maps] = loaded;
  return <MapsPage maps={maps} onClose={close} />;
}
