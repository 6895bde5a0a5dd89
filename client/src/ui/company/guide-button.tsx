/** Asks those around to follow; each of them chooses. */

import { useSignal } from '@preact/signals';
import { reasonText } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';
import { useCompanyWords } from './use-company-words.ts';

export function GuideButton() {
  const { intents, t } = useApp();
  const words = useCompanyWords();
  const said = useSignal('');
  const ask = async () => {
    const answer = await intents.request('guide', { ask: true });
    said.value = answer.ok ? words('guide.asked', { count: answer.asked ?? 0 }) : t(reasonText(answer.reason));
  };
  return (
    <div class="guide">
      <button type="button" class="button small" onClick={() => void ask()}>
        <Icon name="people" />
        <span>{words('guide.do')}</span>
      </button>
      <p class="help" role="status">
        {said.value}
      </p>
    </div>
  );
}
