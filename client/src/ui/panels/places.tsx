/** The places of the island, who is there, and a way to get there. */

import type { Zone } from '../../core/island-map.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { middleOf } from './zone-middle.ts';

export function Places() {
  const { store, t } = useApp();
  const zones = store.zones.value;
  const here = store.people.value.get(store.me.value?.avatar ?? (0 as never))?.zone;
  const counts = new Map<string, number>();
  for (const { zone } of store.people.value.values()) if (zone) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  if (zones.length === 0) return <p class="help">{t('place.none')}</p>;
  return (
    <ul class="places">
      {zones.map((zone) => (
        <Place key={zone.id} zone={zone} count={counts.get(zone.id) ?? 0} isHere={zone.id === here} />
      ))}
    </ul>
  );
}

function Place({ zone, count, isHere }: { zone: Zone; count: number; isHere: boolean }) {
  const { store, intents, t } = useApp();
  const name = zone.names[store.language.value];
  const map = store.map.value;
  const target = map && middleOf(zone, map);
  return (
    <li class="place">
      <div>
        <h3>{name}</h3>
        <p class="person-detail">
          {t(`place.kind.${zone.kind}`)},{' '}
          {zone.capacity === null ? t('place.people', { count }) : t('place.seats', { count, capacity: zone.capacity })}
          {isHere && <span class="tag">{t('place.here')}</span>}
        </p>
        {zone.descriptions[store.language.value] && <p>{zone.descriptions[store.language.value]}</p>}
      </div>
      {target && !isHere && (
        <IconButton icon="walk" name={t('place.go.name', { name })} onClick={() => intents.walkTo(target)} />
      )}
    </li>
  );
}
