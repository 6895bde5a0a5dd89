/** Who is there at the moment shown, and where: to search, to follow, to highlight. */

import { useSignal } from '@preact/signals';
import type { ReplayedPerson } from '../../state/replay.ts';
import { useApp } from '../app-context.ts';
import { LookPicture } from '../look/look-picture.tsx';
import { wrapped } from '../look/looks.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { MoreButton, SearchField, useLongList } from '../parts/long-list.tsx';
import { Check } from '../parts/setting.tsx';
import { type NamedWords, useNamedWords, useReplay } from './replay-context.ts';
import { conversationOf, findReplayed, peopleIn, type ZoneChoice, zoneCounts } from './who-is-where.ts';

export function PeopleList() {
  const { room } = useReplay();
  const words = useNamedWords();
  const { t, person, language } = words;
  const list = useLongList();
  const zone = useSignal<ZoneChoice>('all');
  const moment = room.moment.value;
  const found = findReplayed(peopleIn(moment, zone.value), list.wanted.value, person, language);
  const choose = (choice: ZoneChoice) => {
    zone.value = choice;
    if (room.litZone.value !== 'all') room.lightZone(choice);
  };
  return (
    <>
      <div class="people-filters">
        <ZoneField choice={zone.value} onChange={choose} />
        <SearchField list={list} label={t('people.search')} />
      </div>
      {zone.value !== 'all' && (
        <Check
          name={t('people.zone.light')}
          help=""
          isOn={room.litZone.value !== 'all'}
          onChange={(isOn) => room.lightZone(isOn ? zone.value : 'all')}
        />
      )}
      <p class="help" role="status">
        {found.length === 0 ? t('people.nobody') : t('people.found', { count: found.length })}
      </p>
      <ul class="replay-people" aria-label={t('people.list')}>
        {found.slice(0, list.most.value).map((one) => (
          <PersonItem key={one.avatar} one={one} words={words} />
        ))}
      </ul>
      <MoreButton list={list} count={found.length} />
    </>
  );
}

function ZoneField({ choice, onChange }: { choice: ZoneChoice; onChange: (choice: ZoneChoice) => void }) {
  const { room } = useReplay();
  const { t, zoneHere } = useNamedWords();
  const moment = room.moment.value;
  const counts = zoneCounts(moment);
  // A zone that empties stays to be chosen as long as it is the chosen one.
  const isGone = choice !== 'all' && choice !== 'none' && !counts.some(({ zone }) => zone === choice);
  const option = (name: string, count: number) => t('people.zone.option', { name, count });
  return (
    <label class="field">
      <span>{t('people.zone')}</span>
      <select value={choice} onChange={(event) => onChange(event.currentTarget.value as ZoneChoice)}>
        <option value="all">{option(t('people.zone.all'), moment.people.length)}</option>
        {counts.map(({ zone, people }) => (
          <option key={zone} value={zone}>
            {option(zoneHere(zone), people)}
          </option>
        ))}
        {isGone && <option value={choice}>{option(zoneHere(choice), 0)}</option>}
        <option value="none">{option(t('people.zone.none'), peopleIn(moment, 'none').length)}</option>
      </select>
    </label>
  );
}

function PersonItem({ one, words }: { one: ReplayedPerson; words: NamedWords }) {
  const { room } = useReplay();
  const { sheet } = useApp();
  const { t } = words;
  const { pseudonym, role } = one;
  const name = words.person(pseudonym);
  const look = room.replay.store.people.value.get(one.avatar)?.look;
  const isFollowed = room.followed.value === pseudonym;
  const lit = room.lit.value;
  const isLit = lit.has(pseudonym);
  return (
    <li class="replay-person">
      {look && sheet.value && <LookPicture look={wrapped(look, sheet.value.optionCounts)} face />}
      <div class="person-words">
        <p class="person-name">
          {name}
          {role !== 'attendee' && <span class="tag">{t(`role.${role}`)}</span>}
        </p>
        <p class="person-detail">{useWhere(one, words)}</p>
      </div>
      <div class="replay-person-actions">
        <IconButton
          icon="centre"
          name={t('people.follow.name', { name })}
          pressed={isFollowed}
          onClick={() => room.follow(isFollowed ? null : pseudonym)}
        />
        <IconButton
          icon="lamp"
          name={t('people.light.name', { name })}
          pressed={isLit}
          onClick={() => room.light(isLit ? without(lit, pseudonym) : new Set([...lit, pseudonym]))}
        />
      </div>
    </li>
  );
}

/** "in Café, talking with 2 others" */
function useWhere(one: ReplayedPerson, { t, zoneHere }: NamedWords): string {
  const { room } = useReplay();
  const place =
    one.zones.length === 0 ? t('people.at.none') : t('people.at', { zones: one.zones.map(zoneHere).join(', ') });
  const conversation = conversationOf(room.moment.value, one);
  if (!conversation) return place;
  const others = conversation.members.length - 1;
  return `${place}, ${others > 0 ? t('people.talking', { count: others }) : t('people.alone')}`;
}

function without(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set([...all].filter((other) => other !== one));
}
