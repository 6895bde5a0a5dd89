/** A few words about oneself, for the people list. */

import { useSignal } from '@preact/signals';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { useCompanyWords } from './use-company-words.ts';

const MOST_CHARACTERS = 60;

export function StatusField({ onDone }: { onDone: () => void }) {
  const { store, intents } = useApp();
  const words = useCompanyWords();
  const refusal = useRefusal();
  const me = store.me.value?.avatar;
  const own = (me !== undefined && store.people.value.get(me)?.status) || '';
  const text = useSignal(own);
  const save = async (event: Event) => {
    event.preventDefault();
    const outcome = await intents.request('status_text', { text: text.value });
    refusal.show(outcome);
    if (outcome.ok) onDone();
  };
  return (
    <form class="status-form" onSubmit={(event) => void save(event)}>
      <label class="field">
        <span>{words('status')}</span>
        <input
          type="text"
          maxLength={MOST_CHARACTERS}
          value={text.value}
          aria-describedby="status-help"
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="help" id="status-help">
        {words('status.help')}
      </p>
      <button type="submit" class="button small">
        {words('status.save')}
      </button>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </form>
  );
}
