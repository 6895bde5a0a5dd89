/** One event of the list: when it is, how busy, and what can be done with it. */

import type { PlannedEvent } from '../../state/planned-events.ts';
import { useApp } from '../app-context.ts';
import type { EventsDesk } from './events-desk.ts';
import { useEventWords } from './use-event-words.ts';

type Act = 'visit' | 'invite' | 'edit' | 'copy' | 'hand-over' | 'archive' | 'unarchive';

export function EventItem({ event, desk }: { event: PlannedEvent; desk: EventsDesk }) {
  const { store } = useApp();
  const { t, when } = useEventWords();
  const isHere = store.event.value?.id === event.id;
  return (
    <li class={isHere ? 'map-item main' : 'map-item'}>
      <h4 class="event-name">
        {event.name} {isHere && <span class="tag">{t('here')}</span>}
        {event.isDefault && <span class="tag">{t('settings')}</span>}
      </h4>
      {event.description && <p class="event-description">{event.description}</p>}
      <ul class="map-facts">
        <li>{when(event)}</li>
        <li>{t('fact.map', { map: event.map })}</li>
      </ul>
      {event.live.isOpen && <Live event={event} />}
      <div class="map-actions">
        {actsOf(event, isHere).map((act) => (
          <button
            key={act}
            type="button"
            class="button small"
            aria-label={t('act.of', { act: t(`act.${act}`), name: event.name })}
            onClick={() => carryOut(act, event, desk)}
          >
            {t(`act.${act}`)}
          </button>
        ))}
      </div>
    </li>
  );
}

function Live({ event: { live } }: { event: PlannedEvent }) {
  const { t } = useEventWords();
  return (
    <ul class="event-live">
      <li>{t('live.people', { count: live.people })}</li>
      <li>{t('live.conversations', { count: live.conversations })}</li>
      <li>{t('live.peak', { count: live.peak })}</li>
      <li>{t('live.arrivals', { count: live.arrivalsPerMinute })}</li>
    </ul>
  );
}

function actsOf(event: PlannedEvent, isHere: boolean): readonly Act[] {
  if (event.archivedMs !== null) return ['copy', 'unarchive'];
  const visit: readonly Act[] = isHere ? [] : ['visit'];
  return event.isDefault
    ? [...visit, 'invite', 'copy', 'hand-over']
    : [...visit, 'invite', 'edit', 'copy', 'hand-over', 'archive'];
}

function carryOut(act: Act, event: PlannedEvent, desk: EventsDesk): void {
  switch (act) {
    case 'visit':
      void desk.visit(event);
      return;
    case 'archive':
    case 'unarchive':
      void desk.archive(event, act === 'archive');
      return;
    default:
      desk.begin({ kind: act, event });
  }
}
