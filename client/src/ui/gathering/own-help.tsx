/** Asking for help, and what becomes of it. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { Card } from './card.tsx';
import { useWords } from './use-words.ts';

const MOST_CHARACTERS = 300;

/** Says that somebody comes, for as long as one waits. */
export function OwnHelpCard() {
  const { ownHelp } = useApp().store.gathering;
  const { t } = useWords();
  const { asked, by } = ownHelp.value;
  /** Put away until there is something new to say. */
  const awayAt = useSignal<string | null | undefined>(undefined);
  useEffect(() => {
    if (!asked) awayAt.value = undefined;
  }, [asked, awayAt]);
  if (!asked || awayAt.value === by) return null;
  return (
    <Card
      title={t('help.title')}
      onClose={() => {
        awayAt.value = by;
      }}
    >
      <HelpState />
    </Card>
  );
}

export function HelpForm() {
  const { store, intents } = useApp();
  const { t } = useWords();
  const text = useSignal('');
  const refusal = useRefusal();
  if (store.gathering.ownHelp.value.asked) return <HelpState />;
  const ask = async (event: Event) => {
    event.preventDefault();
    const outcome = await intents.request('help', { needed: true, text: text.value });
    refusal.show(outcome);
    if (outcome.ok) text.value = '';
  };
  return (
    <form onSubmit={(event) => void ask(event)}>
      <p class="help">{t('help.explain')}</p>
      <label class="gathering-field">
        <span>{t('help.text')}</span>
        <textarea
          rows={2}
          maxLength={MOST_CHARACTERS}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="button main">
        {t('help.ask')}
      </button>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </form>
  );
}

function HelpState() {
  const { store, intents } = useApp();
  const { t } = useWords();
  const { by } = store.gathering.ownHelp.value;
  return (
    <>
      <p>{by === null ? t('help.asked') : t('help.coming', { name: by })}</p>
      <button
        type="button"
        class="button small"
        onClick={() => void intents.request('help', { needed: false, text: '' })}
      >
        {t('help.enough')}
      </button>
    </>
  );
}
