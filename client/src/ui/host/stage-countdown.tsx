/** The countdown of a stage: so many minutes, more of them, or none. */

import { useSignal } from '@preact/signals';
import { translateHostStage } from '../../i18n/host-stage-texts.ts';
import type { Stage } from '../../state/stage.ts';
import { useApp } from '../app-context.ts';
import { Group } from '../parts/setting.tsx';
import type { Refusal } from '../parts/use-refusal.ts';
import { Countdown } from '../stage/countdown.tsx';

const MOST_MINUTES = 180;
const MORE_MINUTES = [1, 5] as const;

export function StageCountdown({ stage, refusal }: { stage: Stage; refusal: Refusal }) {
  const { store, intents } = useApp();
  const language = store.language.value;
  const minutes = useSignal(10);
  const isRunning = stage.endsAt !== null;
  const wish = (action: 'start' | 'extend' | 'stop', count: number) =>
    void intents.request('stage_countdown', { stage: stage.id, action, minutes: count }).then(refusal.show);
  return (
    <Group title={translateHostStage(language, 'countdown')}>
      <p>{translateHostStage(language, 'countdown.help')}</p>
      {stage.endsAt !== null && <Countdown endsAt={stage.endsAt} />}
      <form
        class="stage-form"
        onSubmit={(event) => {
          event.preventDefault();
          wish('start', minutes.value);
        }}
      >
        <label class="field">
          <span>{translateHostStage(language, 'minutes')}</span>
          <input
            type="number"
            min={1}
            max={MOST_MINUTES}
            required
            value={minutes.value}
            onInput={(event) => {
              minutes.value = event.currentTarget.valueAsNumber;
            }}
          />
        </label>
        <button type="submit" class="button small">
          {translateHostStage(language, isRunning ? 'restart' : 'start')}
        </button>
      </form>
      {isRunning && (
        <div class="stage-form">
          {MORE_MINUTES.map((count) => (
            <button key={count} type="button" class="button small" onClick={() => wish('extend', count)}>
              {translateHostStage(language, 'extend', { count })}
            </button>
          ))}
          <button type="button" class="button small" onClick={() => wish('stop', 1)}>
            {translateHostStage(language, 'stop')}
          </button>
        </div>
      )}
    </Group>
  );
}
