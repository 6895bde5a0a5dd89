/** One event: its name, whether people have names, and two ways to look at it. */

import { useSignal } from '@preact/signals';
import type { Timeline } from '../../state/attendance.ts';
import type { ReplayDesk } from '../../state/replay.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { Tabs } from '../parts/tabs.tsx';
import type { AttendanceDesk, OpenEvent } from './attendance-desk.ts';
import { useEventFigures } from './event-figures.ts';
import { Failed } from './failed.tsx';
import { LazyFigures } from './lazy-figures.tsx';
import { NamesDialog } from './names-dialog.tsx';
import { PageTitle } from './page-title.tsx';
import { ReplayTab } from './replay-tab.tsx';
import { useReplayWords } from './replay-words.ts';

interface EventFrameProps {
  readonly open: OpenEvent;
  readonly desk: AttendanceDesk;
  readonly tools: ReplayDesk;
  readonly onClose: () => void;
}

export function EventFrame({ open, desk, tools, onClose }: EventFrameProps) {
  const { t, day } = useReplayWords();
  const asksNames = useSignal(false);
  const timeline = open.timeline.value;
  const { event } = open;
  return (
    <div class="attendance-event">
      <header class="attendance-head">
        <IconButton icon="back" name={t('back')} onClick={() => desk.showList()} />
        <div class="attendance-title">
          <PageTitle text={event.name} />
          {event.firstMs !== null && <p>{day(event.firstMs)}</p>}
        </div>
        <button
          type="button"
          class="button small"
          disabled={timeline.at !== 'there'}
          onClick={() => {
            asksNames.value = true;
          }}
        >
          {t(open.names.value ? 'names.shown' : 'names.button')}
        </button>
        <LanguageChoice />
        <IconButton icon="close" name={t('close')} onClick={onClose} />
      </header>
      {timeline.at === 'loading' && (
        <p class="attendance-wait" role="status">
          {t('event.loading')}
        </p>
      )}
      {timeline.at === 'failed' && (
        <Failed reason={timeline.reason} detail={timeline.detail} onRetry={() => void desk.loadTimeline()} />
      )}
      {timeline.at === 'there' && <EventTabs open={open} tools={tools} timeline={timeline.value} />}
      {asksNames.value && timeline.at === 'there' && (
        <NamesDialog
          open={open}
          access={timeline.value.access}
          desk={desk}
          onClose={() => {
            asksNames.value = false;
          }}
        />
      )}
    </div>
  );
}

function EventTabs({ open, tools, timeline }: { open: OpenEvent; tools: ReplayDesk; timeline: Timeline }) {
  const { t } = useReplayWords();
  const figures = useEventFigures(tools.log, open.event);
  const tab = useSignal<'replay' | 'figures'>('replay');
  return (
    <Tabs
      id="attendance"
      label={t('event.tabs')}
      tabs={[
        { name: 'replay', title: t('event.replay') },
        { name: 'figures', title: t('event.figures') },
      ]}
      current={tab.value}
      onChange={(name) => {
        tab.value = name;
      }}
    >
      {tab.value === 'replay' ? (
        <ReplayTab tools={tools} timeline={timeline} figures={figures} names={open.names.value} />
      ) : (
        <div class="attendance-figures">
          <LazyFigures log={tools.log} event={open.event} job={figures} names={open.names.value} />
        </div>
      )}
    </Tabs>
  );
}
