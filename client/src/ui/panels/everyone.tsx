/** Everybody on the island, to search and to walk to. */

import { givenName } from '../../core/zone-purpose.ts';
import { useApp } from '../app-context.ts';
import { MoreButton, SearchField, useLongList } from '../parts/long-list.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { findPeople } from './find-people.ts';
import { PersonRow } from './person-row.tsx';

export function Everyone() {
  const { store, t } = useApp();
  const list = useLongList();
  const refusal = useRefusal();
  const language = store.language.value;
  const zoneNames = new Map(store.zones.value.map((zone) => [zone.id, givenName(zone, language)]));
  const found = findPeople(store.people.value.values(), list.wanted.value, language);
  return (
    <>
      <SearchField
        list={list}
        label={t('people.search')}
        found={found.length === 0 ? t('people.none') : t('people.found', { count: found.length })}
      />
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <ul class="persons">
        {found.slice(0, list.most.value).map(({ avatar, name, zone }) => (
          <PersonRow
            key={avatar}
            avatar={avatar}
            name={name}
            detail={(zone && zoneNames.get(zone)) || t('people.onIsland')}
            onRefused={refusal.show}
          />
        ))}
      </ul>
      <MoreButton list={list} count={found.length} />
    </>
  );
}
