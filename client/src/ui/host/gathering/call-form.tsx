/** Calling people to a place, on this island or another; and what they choose, as they choose it. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CallPlace } from '../../../protocol/gathering-messages.ts';
import type { Call } from '../../../state/gathering.ts';
import { useApp } from '../../app-context.ts';
import { useRefusal } from '../../parts/use-refusal.ts';
import { Choice, RefusalText } from './field.tsx';
import { useHostWords } from './use-host-words.ts';

const HERE = '';

export function CallForm() {
  const { store, intents } = useApp();
  const { t } = useHostWords();
  const scope = useSignal<'all' | 'island'>('all');
  const where = useSignal(HERE);
  const refusal = useRefusal();
  const places = usePlaces();
  const { call } = store.gathering;
  const send = (to: string, whom: 'all' | 'island') => {
    const [island, zone] = to === HERE ? [null, null] : (JSON.parse(to) as [string, string]);
    void intents.request('call', { scope: whom, island, zone }).then(refusal.show);
  };
  const toPlace = (event: Event) => {
    event.preventDefault();
    send(where.value, scope.value);
  };
  return (
    <>
      {call.value && <RunningCall call={call.value} />}
      <p class="help">{t('call.explain')}</p>
      <form onSubmit={toPlace}>
        <Choice
          label={t('call.who')}
          value={scope.value}
          words={[
            ['all', t('call.who.all')],
            ['island', t('call.who.island')],
          ]}
          onChange={(word) => {
            scope.value = word;
          }}
        />
        <Choice
          label={t('call.where')}
          value={where.value}
          words={[[HERE, t('call.where.here')], ...places]}
          onChange={(word) => {
            where.value = word;
          }}
        />
        <div class="gathering-buttons">
          <button type="submit" class="button main">
            {t('call.send')}
          </button>
          <button type="button" class="button" onClick={() => send(HERE, 'all')}>
            {t('call.back')}
          </button>
        </div>
        <RefusalText refusal={refusal} />
      </form>
    </>
  );
}

/** The zones of all islands that are open, each with what it is called. */
function usePlaces(): readonly (readonly [string, string])[] {
  const { store, intents } = useApp();
  const { t, zones, zoneName } = useHostWords();
  const islands = useSignal<readonly CallPlace[]>([]);
  useEffect(() => {
    void intents.request('call_places', {}).then((answer) => {
      if (answer.ok) islands.value = answer.islands ?? [];
    });
  }, [intents, islands, store.zones.value]);
  const known = new Set(zones.map(({ id }) => id as string));
  const here = store.map.value?.name;
  return islands.value.flatMap(({ island, title, zones: some }) =>
    some
      .map(({ id, names }) => ({ id, name: zoneName({ id, names } as never) }))
      .filter(({ id, name }) => (title === here ? known.has(id) : name !== id))
      .map(({ id, name }) => {
        const values = { zone: name, island: title };
        const text = title === here ? t('call.where.zone', values) : t('call.where.there', values);
        return [JSON.stringify([island, id]), text] as const;
      }),
  );
}

function RunningCall({ call }: { call: Call }) {
  const { store, intents } = useApp();
  const { t } = useHostWords();
  const counts = store.gathering.callCounts.value;
  const named = call.names[store.language.value] || call.names.en || call.zone;
  const place = named ?? t('call.running.here', { name: call.by });
  return (
    <div class="running">
      <p>{t('call.running', { place })}</p>
      {counts && (
        <p role="status">
          {t('call.counts', {
            walked: counts.walked,
            later: counts.later,
            stayed: counts.stayed,
            waiting: counts.waiting,
          })}
        </p>
      )}
      <button type="button" class="button small" onClick={() => void intents.request('call_end', {})}>
        {t('call.end')}
      </button>
    </div>
  );
}
