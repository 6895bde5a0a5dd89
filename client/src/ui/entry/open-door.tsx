/** What only some events ask at the door (a passcode, to wait, to sign in), loaded when it is wanted. */

import { useApp } from '../app-context.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { LoadingPage, MessagePage } from './message-page.tsx';

export function OpenDoor() {
  const { loadDoor, t } = useApp();
  const loaded = useLoaded(() => Promise.all([import('../door/door-page.tsx'), loadDoor()]));
  if (loaded === 'failed') return <MessagePage title={t('reason.network')} />;
  if (!loaded) return <LoadingPage text="entry.loading" />;
  const [{ DoorPage }, door] = loaded;
  return <DoorPage door={door} />;
}
