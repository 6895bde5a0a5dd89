/** Where one is, with how many, and whether the line holds. */

import { givenName } from '../../core/zone-purpose.ts';
import { useApp } from '../app-context.ts';
import { GatheringCountdown } from '../gathering/gathering.tsx';
import { Icon } from '../parts/icons.tsx';

export function TopBar() {
  const { store, t } = useApp();
  const count = store.people.value.size;
  const zone = store.people.value.get(store.me.value?.avatar ?? (0 as never))?.zone ?? null;
  const found = store.zones.value.find(({ id }) => id === zone);
  const place = found && givenName(found, store.language.value);
  return (
    <header class="top-bar">
      <h1>{store.event.value?.name ?? 'Eiland'}</h1>
      {place && (
        <p class="top-place">
          <Icon name="pin" />
          {place}
        </p>
      )}
      <p class="top-count" title={t('bar.people', { count })}>
        <Icon name="people" />
        <span aria-hidden="true">{count}</span>
        <span class="hidden">{t('bar.people', { count })}</span>
      </p>
      <GatheringCountdown />
      <p class={`top-link ${store.link.value.at}`}>
        <span class="dot" aria-hidden="true" />
        <span class="hidden">{t(`link.${store.link.value.at}`)}</span>
      </p>
    </header>
  );
}
