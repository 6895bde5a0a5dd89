/** "Meet someone new": the plan, who is ready, the round under way. */

import { type Signal, useSignal } from '@preact/signals';
import type { RoundStarted, RoundsWhere } from '../../../protocol/gathering-messages.ts';
import type { Rounds } from '../../../state/gathering.ts';
import { useApp } from '../../app-context.ts';
import { useTimeLeft } from '../../gathering/use-time-left.ts';
import { runningDown } from '../../gathering/use-words.ts';
import { useRefusal } from '../../parts/use-refusal.ts';
import { Choice, Field, RefusalText } from './field.tsx';
import { useHostWords } from './use-host-words.ts';

const SIZES = ['2', '3', '4'] as const;
const WHERE: readonly RoundsWhere[] = ['anywhere', 'tables', 'free', 'zones'];
const MOST_MINUTES = 60;
const EXTRA_MINUTES = 2;
const MOST_QUESTION = 200;

export function RoundsForm() {
  const { store, intents } = useApp();
  const { t } = useHostWords();
  const rounds = store.gathering.rounds.value;
  const size = useSignal<(typeof SIZES)[number]>(SIZES.find((one) => Number(one) === rounds?.size) ?? '2');
  const minutes = useSignal(String(rounds?.minutes ?? 5));
  const where = useSignal<RoundsWhere>(rounds?.where ?? 'anywhere');
  const zones = useSignal<readonly string[]>(rounds?.zones ?? []);
  const question = useSignal(rounds?.question ?? '');
  const refusal = useRefusal();
  const open = (event: Event) => {
    event.preventDefault();
    void intents
      .request('rounds_open', {
        size: Number(size.value),
        minutes: Number(minutes.value),
        where: where.value,
        zones: where.value === 'zones' ? zones.value : [],
        question: question.value,
      })
      .then(refusal.show);
  };
  return (
    <>
      {rounds && <OpenRounds rounds={rounds} />}
      <p class="help">{t('rounds.explain')}</p>
      <form onSubmit={open}>
        <Choice
          label={t('rounds.size')}
          value={size.value}
          words={SIZES.map((one) => [one, one])}
          onChange={(word) => {
            size.value = word;
          }}
        />
        <Field label={t('rounds.minutes')}>
          <input
            type="number"
            required
            min={1}
            max={MOST_MINUTES}
            value={minutes.value}
            onInput={(event) => {
              minutes.value = event.currentTarget.value;
            }}
          />
        </Field>
        <Choice
          label={t('rounds.where')}
          value={where.value}
          words={WHERE.map((one) => [one, t(`rounds.where.${one}`)])}
          onChange={(word) => {
            where.value = word;
          }}
        />
        {where.value === 'zones' && <ZoneChoice chosen={zones} />}
        <Field label={t('rounds.question')}>
          <input
            type="text"
            maxLength={MOST_QUESTION}
            value={question.value}
            onInput={(event) => {
              question.value = event.currentTarget.value;
            }}
          />
        </Field>
        <button type="submit" class={rounds ? 'button' : 'button main'}>
          {rounds ? t('rounds.change') : t('rounds.open')}
        </button>
        <RefusalText refusal={refusal} />
      </form>
    </>
  );
}

function ZoneChoice({ chosen }: { chosen: Signal<readonly string[]> }) {
  const { t, zones, zoneName } = useHostWords();
  return (
    <fieldset class="zone-choice">
      <legend>{t('rounds.zones')}</legend>
      {zones.map((zone) => (
        <label key={zone.id} class="check-row">
          <input
            type="checkbox"
            checked={chosen.value.includes(zone.id)}
            onChange={(event) => {
              const others = chosen.value.filter((id) => id !== zone.id);
              chosen.value = event.currentTarget.checked ? [...others, zone.id] : others;
            }}
          />
          <span>{zoneName(zone)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function OpenRounds({ rounds }: { rounds: Rounds }) {
  const { intents } = useApp();
  const { t } = useHostWords();
  const refusal = useRefusal();
  const started = useSignal<RoundStarted | null>(null);
  const left = useTimeLeft(rounds.running ? rounds.ends : null).value;
  const start = async () => {
    const answer = await intents.request('round_start', {});
    refusal.show(answer);
    if (answer.ok) started.value = answer;
  };
  const send = (name: 'round_end' | 'rounds_close') => void intents.request(name, {}).then(refusal.show);
  const result = started.value;
  return (
    <div class="running">
      {rounds.running ? (
        <p role="timer">{t('rounds.running', { round: rounds.round, time: runningDown(left) })}</p>
      ) : (
        <p role="status">{t('rounds.ready', { count: rounds.ready ?? 0 })}</p>
      )}
      <div role="status">{result?.round === rounds.round && <Result it={result} />}</div>
      <div class="gathering-buttons">
        {!rounds.running && (
          <button type="button" class="button main" onClick={() => void start()}>
            {t('rounds.start', { round: rounds.round + 1 })}
          </button>
        )}
        {rounds.running && (
          <>
            <button
              type="button"
              class="button small"
              onClick={() => void intents.request('round_extend', { minutes: EXTRA_MINUTES }).then(refusal.show)}
            >
              {t('rounds.extend')}
            </button>
            <button type="button" class="button small" onClick={() => send('round_end')}>
              {t('rounds.end')}
            </button>
          </>
        )}
        <button type="button" class="button small" onClick={() => send('rounds_close')}>
          {t('rounds.close')}
        </button>
      </div>
      <RefusalText refusal={refusal} />
    </div>
  );
}

function Result({ it }: { it: RoundStarted }) {
  const { t } = useHostWords();
  return (
    <>
      <p>{t('rounds.started', { round: it.round, people: it.people, groups: it.groups })}</p>
      {it.repeats > 0 && <p>{t('rounds.repeats', { count: it.repeats })}</p>}
      {it.left_over > 0 && <p>{t('rounds.leftOver', { count: it.left_over })}</p>}
      {it.unplaced > 0 && <p>{t('rounds.unplaced', { count: it.unplaced })}</p>}
    </>
  );
}
