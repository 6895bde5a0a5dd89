/** What hosts do with stages: who is on them, whose turn it is, who hears them, and for how long still. */

import { useSignal } from '@preact/signals';
import { translateHostStage } from '../../i18n/host-stage-texts.ts';
import type { Stage } from '../../state/stage.ts';
import { useApp } from '../app-context.ts';
import { Check, Group } from '../parts/setting.tsx';
import { type Refusal, useRefusal } from '../parts/use-refusal.ts';
import { stageName } from '../stage/stage-name.ts';
import { StageCountdown } from './stage-countdown.tsx';
import { StagePeople } from './stage-people.tsx';

export function StageTab() {
  const app = useApp();
  const { store } = app;
  const stages = store.stage.stages.value;
  const chosen = useSignal<string | null>(null);
  const refusal = useRefusal();
  const stage = stages.find(({ id }) => id === chosen.value) ?? stages[0];
  const language = store.language.value;
  if (!stage) return <p>{translateHostStage(language, 'none')}</p>;
  return (
    <div class="stage-tab">
      {stages.length > 1 && (
        <label class="field">
          <span>{translateHostStage(language, 'which')}</span>
          <select
            value={stage.id}
            onChange={(event) => {
              chosen.value = event.currentTarget.value;
            }}
          >
            {stages.map(({ id }) => (
              <option key={id} value={id}>
                {stageName(app, id)}
              </option>
            ))}
          </select>
        </label>
      )}
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <StagePeople key={stage.id} stage={stage} refusal={refusal} />
      <StageSound stage={stage} refusal={refusal} />
      <StageCountdown key={`clock ${stage.id}`} stage={stage} refusal={refusal} />
    </div>
  );
}

function StageSound({ stage, refusal }: { stage: Stage; refusal: Refusal }) {
  const { store, intents } = useApp();
  const language = store.language.value;
  const set = (rules: { readonly wide?: boolean; readonly whisper?: boolean }) => {
    const { id, wide, whisper } = stage;
    void intents.request('stage_set', { stage: id, wide, whisper, ...rules }).then(refusal.show);
  };
  return (
    <Group title={translateHostStage(language, 'sound')}>
      <Check
        name={translateHostStage(language, 'wide')}
        help={translateHostStage(language, 'wide.help')}
        isOn={stage.wide}
        onChange={(wide) => set({ wide })}
      />
      <Check
        name={translateHostStage(language, 'whisper')}
        help={translateHostStage(language, 'whisper.help')}
        isOn={stage.whisper}
        onChange={(whisper) => set({ whisper })}
      />
    </Group>
  );
}
