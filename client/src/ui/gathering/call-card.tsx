/** "Come to ...", with one's own choice. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Call, CallChoice } from '../../state/gathering.ts';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { Card } from './card.tsx';
import { useWords, type Words } from './use-words.ts';

const CHOICES: readonly CallChoice[] = ['walk', 'later', 'stay'];
const CHOSEN = { walk: 'call.walking', later: 'call.waiting', stay: 'call.staying' } as const;

export function CallCard({ call }: { call: Call }) {
  const { t } = useWords();
  const language = useApp().store.language.value;
  const isAway = useSignal(false);
  // Who said "later" is asked once more, also if the card was put away.
  useEffect(() => {
    if (call.choice === null) isAway.value = false;
  }, [call.choice, isAway]);
  if (isAway.value) return null;
  return (
    <Card
      title={t('call.title', { name: call.by })}
      onClose={() => {
        isAway.value = true;
      }}
    >
      <p>{callText(call, t, language)}</p>
      <CallChoices call={call} />
    </Card>
  );
}

/** The buttons, and what comes of the choice. */
export function CallChoices({ call }: { call: Call }) {
  const { intents } = useApp();
  const { t } = useWords();
  const refusal = useRefusal();
  const choose = (choice: CallChoice) =>
    void intents.request('call_choice', { call: call.id, choice }).then(refusal.show);
  return (
    <>
      <div class="gathering-buttons">
        {CHOICES.map((choice) => (
          <button
            key={choice}
            type="button"
            class={choice === 'walk' ? 'button main' : 'button'}
            aria-pressed={call.choice === choice}
            onClick={() => choose(choice)}
          >
            {t(`call.${choice}`)}
          </button>
        ))}
      </div>
      {call.choice && <p class="help">{t(CHOSEN[call.choice])}</p>}
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </>
  );
}

/** Who calls, and to where. */
export function callText(call: Call, t: Words['t'], language: 'nl' | 'en'): string {
  const place = call.names[language] || call.names.en || call.names.nl || t('call.place');
  const values = { name: call.by, place, island: call.title };
  const key = call.zone === null ? 'call.here' : 'call.zone';
  return t(call.is_here ? key : `${key}.there`, values);
}
