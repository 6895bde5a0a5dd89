/** Says each minute that comes, if that is wished; only the newest when many come at once. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Announcer } from '../say/announcer.ts';
import { minuteAt, minuteSentence } from './minute-sentences.ts';
import { useNamedWords, useReplay } from './replay-context.ts';

export function MinuteVoice() {
  const { room } = useReplay();
  const words = useNamedWords();
  const said = useSignal('');
  const announcer = useMemo(
    () =>
      new Announcer((text) => {
        said.value = text;
      }),
    [said],
  );
  const isOn = room.readsMinutes.value;
  const minutes = (isOn && room.figures.value.value?.insight.notes) || [];
  const minute = isOn ? minutes[minuteAt(minutes, room.minute.value)] : undefined;
  useEffect(() => {
    if (minute) announcer.announce('minute', minuteSentence(words, minute, words.zone));
  }, [minute, words.language]);
  return (
    <p class="hidden" role="status">
      {said.value}
    </p>
  );
}
