/** Looking back at an event: opens the replay and closes it again. */

import './replay.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Timeline } from '../../state/attendance.ts';
import type { ReplayDesk } from '../../state/replay.ts';
import { Failed } from './failed.tsx';
import type { EventFigures } from './figures.ts';
import type { Job } from './job.ts';
import { ReplayPage } from './replay-page.tsx';
import { createReplayRoom, type ReplayRoom } from './replay-room.ts';
import { type People, useReplayWords } from './replay-words.ts';
import { reasonOf } from './saving.ts';

interface ReplayTabProps {
  readonly tools: ReplayDesk;
  readonly timeline: Timeline;
  readonly figures: Job<EventFigures>;
  readonly names: People | null;
}

export function ReplayTab({ tools, timeline, figures, names }: ReplayTabProps) {
  const { t } = useReplayWords();
  const room = useSignal<ReplayRoom | null>(null);
  const trouble = useSignal<string | null>(null);
  const tries = useSignal(0);
  // The list of who asked for names changes; the replay is of the same event all the same.
  const { event } = timeline;
  useEffect(() => {
    let isGone = false;
    let made: ReplayRoom | null = null;
    trouble.value = null;
    tools.openReplay(timeline).then(
      (replay) => {
        if (isGone) return replay.close();
        made = createReplayRoom(replay, figures);
        room.value = made;
      },
      (error: unknown) => {
        trouble.value = reasonOf(error);
      },
    );
    return () => {
      isGone = true;
      room.value = null;
      made?.close();
    };
  }, [tools, event, figures, tries.value]);
  useEffect(() => {
    room.value?.replay.name(names ?? new Map());
  }, [room.value, names]);
  if (trouble.value)
    return (
      <Failed
        reason={trouble.value}
        onRetry={() => {
          tries.value += 1;
        }}
      />
    );
  if (!room.value)
    return (
      <p class="attendance-wait" role="status">
        {t('replay.loading')}
      </p>
    );
  return <ReplayPage room={room.value} tools={tools} names={names} />;
}
