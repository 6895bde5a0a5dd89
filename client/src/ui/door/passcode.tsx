/** The field for the passcode. The code is kept nowhere: with the right one, one goes in at once. */

import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Door } from '../../state/door.ts';
import { useDoorWords } from './use-door-words.ts';

/** As the server takes them. */
const MOST_CHARACTERS = 64;

export function Passcode({ door }: { door: Door }) {
  const { t, reasonOf } = useDoorWords();
  const code = useSignal('');
  const isShown = useSignal(false);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    problem.value = null;
    if (code.value.trim() === '') problem.value = 'missing';
    else {
      isBusy.value = true;
      const outcome = await door.tryPasscode(code.value);
      isBusy.value = false;
      if (!outcome.ok) problem.value = outcome.reason;
    }
    if (problem.value) field.current?.focus();
  };
  return (
    <form class="door-code" onSubmit={send} noValidate>
      <p id="code-help">{t('passcode.what')}</p>
      <div class="field">
        <label for="code">{t('passcode.label')}</label>
        <input
          ref={field}
          id="code"
          {...({ type: isShown.value ? 'text' : 'password' } as { type: 'password' })}
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          maxLength={MOST_CHARACTERS}
          required
          value={code.value}
          aria-describedby={problem.value ? 'code-problem code-help' : 'code-help'}
          aria-invalid={problem.value !== null}
          onInput={(event) => {
            code.value = event.currentTarget.value;
          }}
        />
        {problem.value && (
          <p id="code-problem" class="problem" role="alert">
            {problem.value === 'missing' ? t('passcode.missing') : reasonOf(problem.value)}
          </p>
        )}
      </div>
      <label class="check-row">
        <input
          type="checkbox"
          checked={isShown.value}
          onChange={(event) => {
            isShown.value = event.currentTarget.checked;
          }}
        />
        <span>{t('passcode.show')}</span>
      </label>
      <button type="submit" class="button main">
        {t('passcode.enter')}
      </button>
      <p role="status">{isBusy.value ? t('passcode.busy') : ''}</p>
    </form>
  );
}
