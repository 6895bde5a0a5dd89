/** What the replay does, for screen readers: when it changes, never each second. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useNamedWords, useReplay } from './replay-context.ts';
import { talkText } from './replay-words.ts';

/** Whoever goes on stepping hears only where they end up. */
const SETTLE_MS = 500;

export function PlayState() {
  const { room } = useReplay();
  const words = useNamedWords();
  const { replay } = room;
  const said = useSignal('');
  const status = replay.status.value;
  const times = replay.speed.value;
  const isStill = status === 'paused';
  // Only of interest while it stands still: then it changes by seeking alone.
  const stillAt = isStill ? room.second.value : 0;
  const step = room.meeting.value;
  useEffect(() => {
    const timer = setTimeout(() => {
      said.value = isSeeking() && isStill ? '' : stateText();
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [status, times, stillAt, words.language]);
  useEffect(() => {
    if (!step) return;
    const { found } = step;
    const zone = found?.zone ? words.zone([found.island, found.zone]) : null;
    said.value = found
      ? words.t('play.meeting.at', { time: words.time(found.start_ms), what: talkText(words, found.kind, zone) })
      : words.t('play.meeting.none');
  }, [step]);

  function stateText(): string {
    if (!isStill) return words.t(`play.status.${status}`, { times });
    const time = words.time(stillAt);
    return words.t(stillAt >= replay.timeline.lastMs - 1000 ? 'play.status.end' : 'play.status.paused', { time });
  }

  return (
    <p class="hidden" role="status">
      {said.value}
    </p>
  );
}

/** The slider says its time by itself. */
function isSeeking(): boolean {
  return document.activeElement?.hasAttribute('data-seek') ?? false;
}
