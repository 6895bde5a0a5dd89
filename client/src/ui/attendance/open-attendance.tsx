/** The way to the page with the attendance log: a button for organisers, and the page itself, loaded when it is first wanted. */

import { useEffect } from 'preact/hooks';
import { type App, useApp } from '../app-context.ts';
import { Opening } from '../organiser/opening.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

/** After the address of the page: opens it at once. */
const ADDRESS = '#attendance';

function isOrganiser({ store }: App): boolean {
  const phase = store.phase.value;
  return (phase.at === 'entry' ? phase.role : store.me.value?.role) === 'organiser';
}

/** Shown to organisers only; others get nothing. */
export function AttendanceButton({ kind }: { kind: 'button' | 'menu-item' }) {
  const app = useApp();
  if (!isOrganiser(app)) return null;
  return (
    <button
      type="button"
      class={kind}
      onClick={() => {
        app.attendance.isOpen.value = true;
      }}
    >
      {app.t('organiser.attendance')}
    </button>
  );
}

/** The page, while it is open. */
export function AttendanceOverlay() {
  const app = useApp();
  const { isOpen } = app.attendance;
  const mayOpen = isOrganiser(app);
  useEffect(() => {
    const look = () => {
      if (mayOpen && location.hash === ADDRESS) isOpen.value = true;
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [mayOpen, isOpen]);
  return isOpen.value ? <OpenPage /> : null;
}

function OpenPage() {
  const { attendance } = useApp();
  const loaded = useLoaded(() => Promise.all([import('./attendance-page.tsx'), attendance.load()]));
  const close = () => {
    attendance.isOpen.value = false;
    if (location.hash === ADDRESS) history.replaceState(history.state, '', location.pathname + location.search);
  };
  if (!loaded || loaded === 'failed') {
    const failed = loaded === 'failed';
    const text = failed ? 'organiser.attendance.failed' : 'organiser.attendance.loading';
    return <Opening text={text} failed={failed} onClose={close} />;
  }
  const [{ AttendancePage }, tools] = loaded;
  return <AttendancePage tools={tools} onClose={close} />;
}
