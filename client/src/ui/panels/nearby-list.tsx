/** Who is near, nearest first, and walking without the canvas. */

import { useApp } from '../app-context.ts';
import { GuideButton } from '../company/guide-button.tsx';
import { NearTalks } from '../company/near-talk-card.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { stateOf, whereIs } from '../say/where-is.ts';
import { PersonRow } from './person-row.tsx';
import { WalkPad } from './walk-pad.tsx';

export function NearbyList() {
  const app = useApp();
  const refusal = useRefusal();
  const nearby = app.store.nearby.value;
  return (
    <>
      <WalkPad />
      <GuideButton />
      <NearTalks />
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      {nearby.length === 0 ? (
        <p class="help">{app.t('people.alone')}</p>
      ) : (
        <ul class="persons">
          {nearby.map((one) => (
            <PersonRow
              key={one.avatar}
              avatar={one.avatar}
              name={one.name}
              detail={`${whereIs(app, one)}, ${stateOf(app, one)}`}
              onRefused={refusal.show}
            />
          ))}
        </ul>
      )}
    </>
  );
}
