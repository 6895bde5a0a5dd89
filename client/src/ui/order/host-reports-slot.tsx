/** Reports, for hosts: loaded when the first one comes. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';

export function HostReportsSlot() {
  const { reports } = useApp().store.order;
  const loaded = useSignal<{ readonly Reports: ComponentType } | null>(null);
  const isWanted = reports.value.length > 0;
  useEffect(() => {
    if (!isWanted || loaded.peek()) return;
    import('../host/host-reports.tsx').then(
      ({ HostReports }) => {
        loaded.value = { Reports: HostReports };
      },
      // It is tried again when the next report comes.
      () => undefined,
    );
  }, [isWanted, loaded, reports.value.length]);
  return isWanted && loaded.value ? <loaded.value.Reports /> : null;
}
