/** The replay of an event: the island in the middle, the lists beside it, the time below. */

import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReplayDesk } from '../../state/replay.ts';
import { useApp } from '../app-context.ts';
import { createGroundDesk } from './ground-desk.ts';
import { MinuteVoice } from './minute-voice.tsx';
import { PlayState } from './play-state.tsx';
import { PlaybackBar } from './playback-bar.tsx';
import { playbackSteps } from './playback-steps.ts';
import { type ReplayParts, ReplayProvider } from './replay-context.ts';
import { keyFocus, replayKey } from './replay-keys.ts';
import type { ReplayRoom } from './replay-room.ts';
import { ReplayStage } from './replay-stage.tsx';
import type { People } from './replay-words.ts';
import { SidePanel } from './side-panel.tsx';
import { TimelineDock } from './timeline-dock.tsx';

interface ReplayPageProps {
  readonly room: ReplayRoom;
  readonly tools: ReplayDesk;
  readonly names: People | null;
}

export function ReplayPage({ room, tools, names }: ReplayPageProps) {
  const { preferences } = useApp();
  const steps = useMemo(() => playbackSteps(room), [room]);
  const ground = useMemo(() => createGroundDesk(room), [room]);
  const parts: ReplayParts = { room, tools, names, steps, ground };
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Keys are heard wherever the focus is on this page, its header too, but not in a question over it.
    const sheet = page.current?.closest('dialog');
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.target as Element).closest('dialog') !== sheet) return;
      const key = replayKey(event, preferences.letterKeys.peek(), keyFocus(event.target));
      if (!key) return;
      event.preventDefault();
      steps.byKey(key);
    };
    sheet?.addEventListener('keydown', onKeyDown);
    return () => sheet?.removeEventListener('keydown', onKeyDown);
  }, [steps, preferences]);
  useEffect(() => () => ground.close(), [ground]);
  return (
    <ReplayProvider value={parts}>
      <div class="replay" ref={page}>
        <ReplayStage />
        <div class="replay-dock">
          <PlaybackBar />
          <TimelineDock />
        </div>
        <SidePanel />
        <PlayState />
        <MinuteVoice />
      </div>
    </ReplayProvider>
  );
}
