/** The passcode of the event: set another one, or take it away. */

import { useSignal } from '@preact/signals';
import type { AccessDesk } from './access-desk.ts';
import { Outcome } from './outcome.tsx';
import { useAccessWords } from './use-access-words.ts';

export function PasscodeForm({ desk, hasPasscode }: { desk: AccessDesk; hasPasscode: boolean }) {
  const { t } = useAccessWords();
  const code = useSignal('');
  const set = async (event: Event) => {
    event.preventDefault();
    // An empty one would take it away, for which there is a button.
    if (await desk.setPasscode(code.value || ' ')) code.value = '';
  };
  return (
    <section aria-labelledby="access-code">
      <h3 id="access-code">{t('code.title')}</h3>
      <p>{t('code.what')}</p>
      <p>{t(hasPasscode ? 'code.on' : 'code.off')}</p>
      <form class="access-form" onSubmit={set}>
        <div class="access-field">
          <label for="new-code">{t('code.label')}</label>
          <input
            id="new-code"
            type="text"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={code.value}
            aria-describedby="new-code-help"
            onInput={(event) => {
              code.value = event.currentTarget.value;
            }}
          />
          <p id="new-code-help" class="help">
            {t('code.help')}
          </p>
        </div>
        <div class="map-actions">
          <button type="submit" class="button main">
            {t('code.set')}
          </button>
          {hasPasscode && (
            <button type="button" class="button" onClick={() => void desk.setPasscode('')}>
              {t('code.remove')}
            </button>
          )}
        </div>
      </form>
      <Outcome desk={desk} part="code" />
    </section>
  );
}
