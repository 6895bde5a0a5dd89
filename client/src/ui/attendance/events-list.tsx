/** The events of the series, the latest first. */

import type { LoggedEvent } from '../../state/attendance.ts';
import type { AttendanceDesk } from './attendance-desk.ts';
import { Failed } from './failed.tsx';
import { useReplayWords } from './replay-words.ts';

export function EventsList({ desk }: { desk: AttendanceDesk }) {
  const { t } = useReplayWords();
  const events = desk.events.value;
  switch (events.at) {
    case 'loading':
      return <p role="status">{t('events.loading')}</p>;
    case 'failed':
      return <Failed reason={events.reason} detail={events.detail} onRetry={() => void desk.loadEvents()} />;
    case 'there':
      if (events.value.length === 0) return <p class="attendance-empty">{t('events.empty')}</p>;
      return (
        <ul class="event-list" aria-label={t('events.list')}>
          {events.value.map((event) => (
            <EventItem key={event.id} event={event} onOpen={() => desk.show(event)} />
          ))}
        </ul>
      );
  }
}

function EventItem({ event, onOpen }: { event: LoggedEvent; onOpen: () => void }) {
  const { t, date, minute, length } = useReplayWords();
  const { name, firstMs, lastMs } = event;
  return (
    <li class="event-item">
      <div class="event-words">
        <h3>
          {name} {event.isLive && <span class="tag">{t('events.live')}</span>}
        </h3>
        {firstMs === null || lastMs === null ? (
          <p>{t('events.nothing')}</p>
        ) : (
          <p>
            {date(firstMs)}, {minute(firstMs)}–{minute(lastMs)} ({length(lastMs - firstMs)})
          </p>
        )}
        <ul class="event-facts">
          <li>{t('events.people', { count: event.people })}</li>
          <li>{t(`events.log.${event.log}`)}</li>
          <li>{t('events.kept', { count: event.retentionDays })}</li>
        </ul>
      </div>
      {firstMs !== null && (
        <button type="button" class="button main" aria-label={t('events.open.name', { name })} onClick={onOpen}>
          {t('events.open')}
        </button>
      )}
    </li>
  );
}
