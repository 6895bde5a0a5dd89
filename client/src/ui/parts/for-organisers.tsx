/** What only organisers see: loaded for them alone. */

import type { ComponentChildren } from 'preact';
import { useApp } from '../app-context.ts';
import { useLoaded } from './use-loaded.ts';

interface ForOrganisersProps {
  readonly draw: (ways: typeof import('../organiser/ways.tsx')) => ComponentChildren;
}

export function ForOrganisers({ draw }: ForOrganisersProps) {
  const { store } = useApp();
  const phase = store.phase.value;
  const role = phase.at === 'entry' ? phase.role : store.me.value?.role;
  return role === 'organiser' ? <Loaded draw={draw} /> : null;
}

function Loaded({ draw }: ForOrganisersProps) {
  const ways = useLoaded(() => import('../organiser/ways.tsx'));
  return ways === null || ways === 'failed' ? null : draw(ways);
}
