/** "Meet someone new": whether one takes part, with whom one talks now, what is left of the time. */

import { useSignal } from '@preact/signals';
import { listNames } from '../../i18n/texts.ts';
import type { Rounds } from '../../state/gathering.ts';
import type { Store } from '../../state/store.ts';
import { useApp } from '../app-context.ts';
import { Check } from '../parts/setting.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { Card } from './card.tsx';
import { useTimeLeft } from './use-time-left.ts';
import { runningDown, useWords, type Words } from './use-words.ts';

/** The question at first, one's group while a round runs, and that it is over. */
export function RoundCard({ rounds }: { rounds: Rounds }) {
  const { t } = useWords();
  const { roundOver } = useApp().store.gathering;
  /** What was put away: the question, or the group of a round. */
  const away = useSignal<number | null>(null);
  const close = () => {
    away.value = rounds.running ? rounds.round : 0;
    roundOver.value = false;
  };
  const title = t('rounds.title');
  if (roundOver.value) {
    return (
      <Card title={title} onClose={close}>
        <p>{t('rounds.over')}</p>
      </Card>
    );
  }
  if (rounds.running && rounds.group && away.value !== rounds.round) {
    return (
      <Card title={title} onClose={close}>
        <OwnGroup rounds={rounds} />
      </Card>
    );
  }
  if (rounds.running || rounds.willing || away.value !== null) return null;
  return (
    <Card title={title} onClose={close}>
      <Invitation rounds={rounds} onNo={close} />
    </Card>
  );
}

function Invitation({ rounds, onNo }: { rounds: Rounds; onNo: () => void }) {
  const { intents } = useApp();
  const { t } = useWords();
  const refusal = useRefusal();
  return (
    <>
      <p>{t('rounds.invite', { minutes: rounds.minutes })}</p>
      <div class="gathering-buttons">
        <button
          type="button"
          class="button main"
          onClick={() => void intents.request('willing', { willing: true }).then(refusal.show)}
        >
          {t('rounds.yes')}
        </button>
        <button type="button" class="button" onClick={onNo}>
          {t('rounds.no')}
        </button>
      </div>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </>
  );
}

function OwnGroup({ rounds }: { rounds: Rounds }) {
  const { store } = useApp();
  const { t } = useWords();
  const left = useTimeLeft(rounds.ends).value;
  const { group } = rounds;
  if (!group || group.with.length === 0) return <p>{t('rounds.leftOver')}</p>;
  return (
    <>
      <p>{t('rounds.group', { names: namesOf(store, group.with, t) })}</p>
      <p class="question">{t('rounds.question', { question: group.question || t('rounds.question.plain') })}</p>
      <p class="running-down" role="timer">
        {t('countdown.left', { time: runningDown(left) })}
      </p>
    </>
  );
}

/** In the panel: always there while rounds are open. */
export function RoundsView({ rounds }: { rounds: Rounds }) {
  const { intents } = useApp();
  const { t } = useWords();
  const refusal = useRefusal();
  const set = (willing: boolean) => void intents.request('willing', { willing }).then(refusal.show);
  return (
    <>
      <Check name={t('rounds.willing')} help={t('rounds.willing.help')} isOn={rounds.willing} onChange={set} />
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      {rounds.running && rounds.group && <OwnGroup rounds={rounds} />}
      {!rounds.running && rounds.willing && <p class="help">{t('rounds.waiting')}</p>}
    </>
  );
}

/** The others of a group, as people say them. */
export function namesOf(store: Store, avatars: readonly number[], t: Words['t']): string {
  const people = store.people.value;
  const names = avatars.flatMap((avatar) => people.get(avatar as never)?.name ?? []);
  return names.length > 0 ? listNames(store.language.value, names, 4) : t('rounds.nobody');
}
