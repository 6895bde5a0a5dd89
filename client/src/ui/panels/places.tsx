/** The places of the island, who is there, and a way to get there. */

import { useMemo } from 'preact/hooks';
import type { Zone } from '../../core/island-map.ts';
import { isMeeting } from '../../core/zone-purpose.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { MoreButton, SearchField, useLongList } from '../parts/long-list.tsx';
import { type Refusal, useRefusal } from '../parts/use-refusal.ts';
import { ZoneIcon } from '../parts/zone-icon.tsx';
import { findPlaces, placeKind, placeName } from './find-places.ts';
import { hoursText } from './opening-hours.ts';
import { middleOf } from './zone-middle.ts';

/** More places than this are searched rather than read. */
const MOST_WITHOUT_SEARCH = 12;

export function Places() {
  const app = useApp();
  const { store, t } = app;
  const list = useLongList();
  const refusal = useRefusal();
  const zones = store.zones.value;
  const all = useMemo(() => findPlaces(app, zones, ''), [app, zones, store.language.value]);
  const found = list.wanted.value.trim() === '' ? all : findPlaces(app, all, list.wanted.value);
  const counts = new Map<string, number>();
  for (const { zone } of store.people.value.values()) if (zone) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  if (all.length === 0) return <p class="help">{t('place.none')}</p>;
  return (
    <>
      {all.length > MOST_WITHOUT_SEARCH && (
        <SearchField
          list={list}
          label={t('place.search')}
          found={found.length === 0 ? t('place.notFound') : t('place.found', { count: found.length })}
        />
      )}
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <ul class="places">
        {found.slice(0, list.most.value).map((zone) => (
          <Place key={zone.id} zone={zone} count={counts.get(zone.id) ?? 0} refusal={refusal} />
        ))}
      </ul>
      <MoreButton list={list} count={found.length} />
    </>
  );
}

function Place({ zone, count, refusal }: { zone: Zone; count: number; refusal: Refusal }) {
  const app = useApp();
  const { store, intents, t } = app;
  const map = store.map.value;
  const target = useMemo(() => map && middleOf(zone, map), [zone, map]);
  const name = placeName(app, zone);
  const isHere = store.here.value.includes(zone);
  const description = zone.descriptions[store.language.value];
  const isOutside = zone.joins === 'action' && store.conversation.value?.zone !== zone.id;
  return (
    <li class="place">
      <div>
        <h3>
          <ZoneIcon icon={zone.icon} colour={zone.colour} />
          {name}
        </h3>
        <p class="person-detail">
          <Detail zone={zone} name={name} count={count} />
          {isHere && <span class="tag">{t('place.here')}</span>}
          <Closings zone={zone} />
        </p>
        {description && <p>{description}</p>}
        <Running zone={zone} />
      </div>
      <span class="place-actions">
        {isHere && isMeeting(zone) && isOutside && (
          <IconButton
            icon="join"
            name={t('place.join.name', { name })}
            onClick={() => void intents.joinConversation().then(refusal.show)}
          />
        )}
        {target && !isHere && (
          <IconButton icon="walk" name={t('place.go.name', { name })} onClick={() => intents.walkTo(target)} />
        )}
      </span>
    </li>
  );
}

/** What it is, and how many are there. */
function Detail({ zone, name, count }: { zone: Zone; name: string; count: number }) {
  const app = useApp();
  const { t } = app;
  const kind = placeKind(app, zone);
  const parts = [
    kind !== name && kind,
    zone.portal && !zone.portal.open && t('place.way.closed'),
    !zone.portal &&
      (zone.capacity === null ? t('place.people', { count }) : t('place.seats', { count, capacity: zone.capacity })),
    zone.maxPeople ? t('place.most', { count: zone.maxPeople }) : false,
  ];
  return <>{parts.filter(Boolean).join(', ')}</>;
}

/** Who hosts it, what to talk about, and when it is open. */
function Running({ zone }: { zone: Zone }) {
  const { store, t } = useApp();
  const hours = hoursText(zone.hours, store.language.value, Date.now());
  return (
    <>
      {zone.host && <p class="person-detail">{t('place.host', { name: zone.host })}</p>}
      {zone.question && <p class="place-question">{t('place.question', { question: zone.question })}</p>}
      {hours && <p class="person-detail">{t('place.hours', { hours })}</p>}
    </>
  );
}

/** Why one may not get in. */
function Closings({ zone }: { zone: Zone }) {
  const { store, t } = useApp();
  const talk = store.conversation.value;
  const isLocked = store.lockedZones.value.has(zone.id) || (talk?.zone === zone.id && talk.locked);
  return (
    <>
      {isLocked && <span class="tag">{t('place.locked')}</span>}
      {zone.hostsOnly && <span class="tag">{t('place.hostsOnly')}</span>}
      {zone.group && <span class="tag">{t('place.group', { group: zone.group })}</span>}
      {zone.knock && <span class="tag">{t('place.knock')}</span>}
      {(zone.closed || zone.maxPeople === 0) && <span class="tag">{t('place.closed')}</span>}
    </>
  );
}
