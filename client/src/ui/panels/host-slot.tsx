/** The panel of hosts, loaded when it is first opened. */

import { useLoaded } from '../parts/use-loaded.ts';
import { LoadingPanel } from './loading-panel.tsx';

export function HostSlot() {
  const loaded = useLoaded(() => import('../host/host-panel.tsx'));
  if (!loaded || loaded === 'failed') return <LoadingPanel title="host.title" failed={loaded === 'failed'} />;
  return <loaded.HostPanel />;
}
