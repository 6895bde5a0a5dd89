/** The organiser's page with the attendance log: the events of the series, and one of them, to replay or in figures. */

import './attendance.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { ReplayDesk } from '../../state/replay.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { type AttendanceDesk, createAttendanceDesk } from './attendance-desk.ts';
import { EventFrame } from './event-frame.tsx';
import { EventsList } from './events-list.tsx';
import { PageTitle } from './page-title.tsx';
import { useReplayWords } from './replay-words.ts';

export function AttendancePage({ tools, onClose }: { tools: ReplayDesk; onClose: () => void }) {
  const desk = useMemo(() => createAttendanceDesk(tools.log), [tools]);
  useEffect(() => void desk.loadEvents(), [desk]);
  const open = desk.open.value;
  return (
    <Sheet titleId="attendance-title" kind="whole" onClose={onClose}>
      {open ? (
        <EventFrame key={open.event.id} open={open} desk={desk} tools={tools} onClose={onClose} />
      ) : (
        <Start desk={desk} onClose={onClose} />
      )}
    </Sheet>
  );
}

function Start({ desk, onClose }: { desk: AttendanceDesk; onClose: () => void }) {
  const { t } = useReplayWords();
  return (
    <div class="attendance-start">
      <header class="panel-head">
        <PageTitle text={t('title')} />
        <LanguageChoice />
        <IconButton icon="close" name={t('close')} onClick={onClose} />
      </header>
      <p>{t('events.intro')}</p>
      <EventsList desk={desk} />
    </div>
  );
}
