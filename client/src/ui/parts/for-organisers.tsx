/** What only organisers see: loaded for them alone. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';

type Ways = typeof import('../organiser/ways.tsx');

export function ForOrganisers({ draw }: { draw: (ways: Ways) => ComponentChildren }) {
  const { store } = useApp();
  const phase = store.phase.value;
  const isOrganiser = (phase.at === 'entry' ? phase.role : store.me.value?.role) === 'organiser';
  const ways = useSignal<Ways | null>(null);
  useEffect(() => {
    if (isOrganiser)
      void import('../organiser/ways.tsx').then((loaded) => {
        ways.value = loaded;
      });
  }, [isOrganiser, ways]);
  return isOrganiser && ways.value ? draw(ways.value) : null;
}
