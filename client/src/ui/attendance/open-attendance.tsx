/** The way to the page with the attendance log: a button for organisers, and the page itself, loaded when it is first wanted. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ReplayDesk } from '../../state/replay.ts';
import { type App, useApp } from '../app-context.ts';

/** After the address of the page: opens it at once. */
const ADDRESS = '#attendance';

interface LoadedPage {
  readonly AttendancePage: ComponentType<{ tools: ReplayDesk; onClose: () => void }>;
  readonly tools: ReplayDesk;
}

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
  const { attendance, t } = useApp();
  const page = useSignal<LoadedPage | null>(null);
  const hasFailed = useSignal(false);
  const close = () => {
    attendance.isOpen.value = false;
    if (location.hash === ADDRESS) history.replaceState(history.state, '', location.pathname + location.search);
  };
  useEffect(() => {
    let isGone = false;
    Promise.all([import('./attendance-page.tsx'), attendance.load()]).then(
      ([{ AttendancePage }, tools]) => {
        if (!isGone) page.value = { AttendancePage, tools };
      },
      () => {
        hasFailed.value = true;
      },
    );
    return () => {
      isGone = true;
    };
  }, [attendance, page, hasFailed]);
  if (page.value) return <page.value.AttendancePage tools={page.value.tools} onClose={close} />;
  return (
    <div class="toasts">
      <div class="toast" role={hasFailed.value ? 'alert' : 'status'}>
        <p>{t(hasFailed.value ? 'organiser.attendance.failed' : 'organiser.attendance.loading')}</p>
        <button type="button" class="button small" onClick={close}>
          {t('panel.close')}
        </button>
      </div>
    </div>
  );
}
