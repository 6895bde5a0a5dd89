/** The countdown to what all come together for: set, changed, put off, taken away. */

import { useSignal } from '@preact/signals';
import { useApp } from '../../app-context.ts';
import { CountdownView } from '../../gathering/countdown.tsx';
import { useRefusal } from '../../parts/use-refusal.ts';
import { Field, RefusalText } from './field.tsx';
import { useHostWords } from './use-host-words.ts';

const MOST_MINUTES = 7 * 24 * 60;
const MINUTE_MS = 60_000;
const EXTRA_MINUTES = 5;
const MOST_TITLE = 80;
const MOST_LINK = 500;

export function CountdownForm() {
  const { store, intents } = useApp();
  const { t } = useHostWords();
  const countdown = store.gathering.countdown.value;
  const title = useSignal(countdown?.title ?? '');
  const link = useSignal(countdown?.link ?? '');
  const minutes = useSignal('10');
  const refusal = useRefusal();
  const set = (event: Event) => {
    event.preventDefault();
    const aheadMs = Math.max(1, Number(minutes.value)) * MINUTE_MS;
    void intents
      .request('countdown', { at: Math.round(wallNow(countdown) + aheadMs), title: title.value, link: link.value })
      .then(refusal.show);
  };
  return (
    <>
      {countdown && (
        <div class="running">
          <CountdownView countdown={countdown} />
          <div class="gathering-buttons">
            <button
              type="button"
              class="button small"
              onClick={() => void intents.request('countdown_extend', { minutes: EXTRA_MINUTES }).then(refusal.show)}
            >
              {t('countdown.extend')}
            </button>
            <button
              type="button"
              class="button small"
              onClick={() => void intents.request('countdown_end', {}).then(refusal.show)}
            >
              {t('countdown.end')}
            </button>
          </div>
        </div>
      )}
      <form onSubmit={set}>
        <Field label={t('countdown.name')}>
          <input
            type="text"
            maxLength={MOST_TITLE}
            value={title.value}
            onInput={(event) => {
              title.value = event.currentTarget.value;
            }}
          />
        </Field>
        <Field label={t('countdown.minutes')}>
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
        <Field label={t('countdown.link')}>
          <input
            type="url"
            pattern="https://.*"
            maxLength={MOST_LINK}
            value={link.value}
            onInput={(event) => {
              link.value = event.currentTarget.value;
            }}
          />
        </Field>
        <button type="submit" class="button main">
          {countdown ? t('countdown.change') : t('countdown.set')}
        </button>
        <RefusalText refusal={refusal} />
      </form>
    </>
  );
}

/** ms since 1970 by the server's clock, as far as a countdown tells; else by this computer's. */
function wallNow(countdown: { readonly at: number; readonly ends: number } | null): number {
  return countdown ? countdown.at - countdown.ends + performance.now() : Date.now();
}
