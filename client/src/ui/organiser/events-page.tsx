/** The organiser's page with all events of the series: coming, now, past. */

import './maps.css';
import './events.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { eventReasonText } from '../../i18n/event-texts.ts';
import type { EventPhase, PlannedEvent, PlannedEvents } from '../../state/planned-events.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { CopyForm, EventForm } from './event-form.tsx';
import { EventItem } from './event-item.tsx';
import { HandOverForm, InviteForm, LinkShown } from './event-links.tsx';
import { createEventsDesk, type EventsDesk, type Said } from './events-desk.ts';
import { useEventWords } from './use-event-words.ts';

const PHASES: readonly EventPhase[] = ['now', 'coming', 'past'];

export function EventsPage({ events, onClose }: { events: PlannedEvents; onClose: () => void }) {
  const { t } = useEventWords();
  const desk = useMemo(() => createEventsDesk(events, (link) => location.assign(link)), [events]);
  useEffect(() => desk.follow(), [desk]);
  return (
    <Sheet titleId="events-title" kind="page" onClose={onClose}>
      <header class="panel-head">
        <h2 id="events-title" tabIndex={-1}>
          {t('title')}
        </h2>
        <LanguageChoice />
        <IconButton icon="close" name={t('close')} onClick={onClose} />
      </header>
      <p>{t('intro')}</p>
      <Ways desk={desk} onClose={onClose} />
      {desk.said.value && <SaidLine said={desk.said.value} desk={desk} />}
      {desk.shown.value && <LinkShown shown={desk.shown.value} />}
      <Content desk={desk} />
      <OpenTask desk={desk} />
    </Sheet>
  );
}

/** To a new event, and to the other pages of organisers. */
function Ways({ desk, onClose }: { desk: EventsDesk; onClose: () => void }) {
  const { eventMaps, attendance } = useApp();
  const { t } = useEventWords();
  const goTo = (page: { isOpen: { value: boolean } }) => () => {
    onClose();
    page.isOpen.value = true;
  };
  return (
    <div class="map-actions">
      <button type="button" class="button main" onClick={() => desk.begin({ kind: 'create' })}>
        {t('new')}
      </button>
      <button type="button" class="button" onClick={goTo(attendance)}>
        {t('attendance')}
      </button>
      <button type="button" class="button" onClick={goTo(eventMaps)}>
        {t('maps')}
      </button>
    </div>
  );
}

function Content({ desk }: { desk: EventsDesk }) {
  const { t } = useEventWords();
  const list = desk.list.value;
  const trouble = desk.trouble.value && (
    <div role="alert">
      <p class="problem">{t(eventReasonText(desk.trouble.value))}</p>
      <button type="button" class="button" onClick={() => void desk.load()}>
        {t('retry')}
      </button>
    </div>
  );
  if (!list) return trouble || <p role="status">{t('loading')}</p>;
  const kept = list.events.filter(({ archivedMs }) => archivedMs === null);
  const archived = list.events.filter(({ archivedMs }) => archivedMs !== null);
  return (
    <>
      {trouble}
      {PHASES.map((phase) => (
        <Group key={phase} phase={phase} events={kept.filter((event) => event.phase === phase)} desk={desk} />
      ))}
      {archived.length > 0 && (
        <details class="events-archived">
          <summary>
            {t('group.archived')} ({archived.length})
          </summary>
          <Items events={archived} desk={desk} />
        </details>
      )}
    </>
  );
}

function Group({ phase, events, desk }: { phase: EventPhase; events: readonly PlannedEvent[]; desk: EventsDesk }) {
  const { t } = useEventWords();
  if (events.length === 0 && phase !== 'coming') return null;
  return (
    <section class="events-group" aria-labelledby={`events-${phase}`}>
      <h3 id={`events-${phase}`}>{t(`group.${phase}`)}</h3>
      {events.length === 0 ? <p>{t('empty.coming')}</p> : <Items events={events} desk={desk} />}
    </section>
  );
}

function Items({ events, desk }: { events: readonly PlannedEvent[]; desk: EventsDesk }) {
  return (
    <ul class="map-list">
      {events.map((event) => (
        <EventItem key={event.id} event={event} desk={desk} />
      ))}
    </ul>
  );
}

function OpenTask({ desk }: { desk: EventsDesk }) {
  const task = desk.task.value;
  switch (task?.kind) {
    case 'create':
      return <EventForm desk={desk} event={null} />;
    case 'edit':
      return <EventForm desk={desk} event={task.event} />;
    case 'copy':
      return <CopyForm desk={desk} event={task.event} />;
    case 'invite':
      return <InviteForm desk={desk} event={task.event} />;
    case 'hand-over':
      return <HandOverForm desk={desk} event={task.event} />;
    default:
      return null;
  }
}

/** Gets the focus: the button that was pressed may be gone, and this is read and seen wherever it was. */
function SaidLine({ said, desk }: { said: Said; desk: EventsDesk }) {
  const { t } = useEventWords();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus(), [said]);
  return (
    <div ref={line} tabIndex={-1} class={said.kind === 'refused' ? 'problem' : 'map-said events-said'}>
      <span>
        {said.kind === 'refused' ? t(eventReasonText(said.reason)) : t(`said.${said.kind}`, { name: said.name })}
      </span>
      {said.kind === 'archived' && (
        <button type="button" class="button small" onClick={() => void desk.archive(said.event, false)}>
          {t('undo')}
        </button>
      )}
    </div>
  );
}
