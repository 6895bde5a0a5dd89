/** Everybody on the island, to search and to walk to. */

import { useSignal } from '@preact/signals';
import { givenName } from '../../core/zone-purpose.ts';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { findPeople } from './find-people.ts';
import { PersonRow } from './person-row.tsx';

const AT_ONCE = 50;

export function Everyone() {
  const { store, t } = useApp();
  const wanted = useSignal('');
  const most = useSignal(AT_ONCE);
  const refusal = useRefusal();
  const language = store.language.value;
  const zoneNames = new Map(store.zones.value.map((zone) => [zone.id, givenName(zone, language)]));
  const found = findPeople(store.people.value.values(), wanted.value, language);
  return (
    <>
      <label class="search">
        <span>{t('people.search')}</span>
        <input
          type="search"
          value={wanted.value}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
            most.value = AT_ONCE;
          }}
        />
      </label>
      <p class="help" role="status">
        {found.length === 0 ? t('people.none') : t('people.found', { count: found.length })}
      </p>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <ul class="persons">
        {found.slice(0, most.value).map(({ avatar, name, zone }) => (
          <PersonRow
            key={avatar}
            avatar={avatar}
            name={name}
            detail={(zone && zoneNames.get(zone)) || t('people.onIsland')}
            onRefused={refusal.show}
          />
        ))}
      </ul>
      {found.length > most.value && (
        <button
          type="button"
          class="button"
          onClick={() => {
            most.value += AT_ONCE;
          }}
        >
          {t('people.more')}
        </button>
      )}
    </>
  );
}
