/** Who is on a stage, who wants to, and whom one may ask. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { AvatarId } from '../../core/units.ts';
import { translateHostStage } from '../../i18n/host-stage-texts.ts';
import type { Stage } from '../../state/stage.ts';
import { useApp } from '../app-context.ts';
import { findPeople } from '../panels/find-people.ts';
import { Group } from '../parts/setting.tsx';
import type { Refusal } from '../parts/use-refusal.ts';

/** More than these are found by typing more of the name. */
const MOST_FOUND = 8;

interface StagePeopleProps {
  readonly stage: Stage;
  readonly refusal: Refusal;
}

export function StagePeople({ stage, refusal }: StagePeopleProps) {
  const { store, intents } = useApp();
  const language = store.language.value;
  const me = store.me.value?.avatar;
  const hands = store.stage.queues.value.get(stage.id) ?? [];
  const wish = (name: 'stage_bring' | 'stage_send_down' | 'stage_lower', avatar: AvatarId) =>
    void intents.request(name, { stage: stage.id, avatar }).then(refusal.show);
  return (
    <>
      <Group title={translateHostStage(language, 'onStage')}>
        {stage.speakers.length === 0 && <p>{translateHostStage(language, 'nobody')}</p>}
        <ul class="stage-people">
          {stage.speakers.map((avatar) => (
            <Row key={avatar} avatar={avatar}>
              <Action kind="sendDown" avatar={avatar} onClick={() => wish('stage_send_down', avatar)} />
            </Row>
          ))}
        </ul>
        {me !== undefined && !stage.speakers.includes(me) && (
          <button type="button" class="button small" onClick={() => wish('stage_bring', me)}>
            {translateHostStage(language, 'self')}
          </button>
        )}
      </Group>
      <Group title={translateHostStage(language, 'hands')}>
        <div role="status">{hands.length === 0 && <p>{translateHostStage(language, 'noHands')}</p>}</div>
        <ol class="stage-people">
          {hands.map((avatar) => (
            <Row key={avatar} avatar={avatar}>
              <Action kind="bringUp" avatar={avatar} onClick={() => wish('stage_bring', avatar)} />
              <Action kind="lower" avatar={avatar} onClick={() => wish('stage_lower', avatar)} />
            </Row>
          ))}
        </ol>
      </Group>
      <AskSomebody stage={stage} refusal={refusal} />
    </>
  );
}

function AskSomebody({ stage, refusal }: StagePeopleProps) {
  const { store, intents } = useApp();
  const language = store.language.value;
  const wanted = useSignal('');
  const asked = useSignal<string | null>(null);
  const others = [...store.people.value.values()].filter(
    ({ avatar }) => avatar !== store.me.value?.avatar && !stage.speakers.includes(avatar),
  );
  const found = wanted.value.trim() === '' ? [] : findPeople(others, wanted.value, language).slice(0, MOST_FOUND);
  const ask = async (avatar: AvatarId, name: string) => {
    const outcome = await intents.request('stage_bring', { stage: stage.id, avatar });
    refusal.show(outcome);
    asked.value = outcome.ok && outcome.asked ? name : null;
  };
  return (
    <Group title={translateHostStage(language, 'ask')}>
      <label class="field">
        <span>{translateHostStage(language, 'ask.search')}</span>
        <input
          type="search"
          value={wanted.value}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        />
      </label>
      <ul class="stage-people">
        {found.map(({ avatar, name }) => (
          <Row key={avatar} avatar={avatar}>
            <Action kind="ask" avatar={avatar} onClick={() => void ask(avatar, name)} />
          </Row>
        ))}
      </ul>
      <p role="status">{asked.value && translateHostStage(language, 'asked', { name: asked.value })}</p>
    </Group>
  );
}

function Row({ avatar, children }: { avatar: AvatarId; children: ComponentChildren }) {
  const { store } = useApp();
  return (
    <li>
      <span>{store.people.value.get(avatar)?.name ?? '…'}</span>
      {children}
    </li>
  );
}

interface ActionProps {
  readonly kind: 'sendDown' | 'bringUp' | 'lower' | 'ask';
  readonly avatar: AvatarId;
  readonly onClick: () => void;
}

function Action({ kind, avatar, onClick }: ActionProps) {
  const { store } = useApp();
  const language = store.language.value;
  const name = store.people.value.get(avatar)?.name ?? '…';
  return (
    <button
      type="button"
      class="button small"
      aria-label={translateHostStage(language, `${kind}.name`, { name })}
      onClick={onClick}
    >
      {translateHostStage(language, kind === 'ask' ? 'ask.button' : kind)}
    </button>
  );
}
