/** What hosts announced: as cards when it comes, as a list later. */

import { useEffect } from 'preact/hooks';
import { givenName } from '../../core/zone-purpose.ts';
import { type Announcement, markAnnouncementsRead, putAway } from '../../state/gathering.ts';
import { useApp } from '../app-context.ts';
import { Card } from './card.tsx';
import { useWords } from './use-words.ts';

/** More than this would cover the island. */
const MOST_CARDS = 2;

export function AnnouncementCards() {
  const { gathering } = useApp().store;
  const { t } = useWords();
  const shown = gathering.announcements.value.filter(({ id }) => gathering.shown.value.includes(id));
  const cards = shown.slice(-MOST_CARDS).toReversed();
  const rest = shown.length - cards.length;
  return (
    <>
      {cards.map((announcement) => (
        <Card
          key={announcement.id}
          title={t('announcement.title', { name: announcement.by })}
          onClose={() => putAway(gathering, announcement.id)}
        >
          <AnnouncementText announcement={announcement} />
        </Card>
      ))}
      {rest > 0 && <p class="gathering-card help">{t('more', { count: rest })}</p>}
    </>
  );
}

export function AnnouncementList() {
  const { gathering } = useApp().store;
  const { t } = useWords();
  const all = gathering.announcements.value;
  useEffect(() => markAnnouncementsRead(gathering), [gathering, all]);
  if (all.length === 0) return <p class="help">{t('announcement.none')}</p>;
  return (
    <ol class="announcements" aria-label={t('announcement.list')}>
      {all.toReversed().map((announcement) => (
        <li key={announcement.id}>
          <h4>{t('announcement.title', { name: announcement.by })}</h4>
          <AnnouncementText announcement={announcement} />
        </li>
      ))}
    </ol>
  );
}

function AnnouncementText({ announcement }: { announcement: Announcement }) {
  const { t, clock } = useWords();
  const { store } = useApp();
  const zone = store.zones.value.find(({ id }) => id === announcement.zone);
  const name = zone && givenName(zone, store.language.value);
  const { role } = announcement;
  return (
    <>
      <p class="announcement">{announcement.text}</p>
      <p class="help">
        {[
          clock(announcement.at),
          name && t('announcement.zone', { zone: name }),
          role && t(role === 'host' ? 'announcement.hosts' : 'announcement.attendees'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}
