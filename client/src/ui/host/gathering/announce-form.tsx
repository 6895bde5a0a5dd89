/** Telling everybody, a place or a role something. */

import { useSignal } from '@preact/signals';
import { useApp } from '../../app-context.ts';
import { Check } from '../../parts/setting.tsx';
import { useRefusal } from '../../parts/use-refusal.ts';
import { Choice, Field, RefusalText } from './field.tsx';
import { useHostWords } from './use-host-words.ts';

const MOST_CHARACTERS = 500;
const ZONE = 'zone:';

export function AnnounceForm() {
  const { intents } = useApp();
  const { t, zones, zoneName } = useHostWords();
  const text = useSignal('');
  const to = useSignal('all');
  const chime = useSignal(false);
  const reached = useSignal<number | null>(null);
  const refusal = useRefusal();
  const send = async (event: Event) => {
    event.preventDefault();
    const outcome = await intents.request('announce', {
      text: text.value,
      ...audience(to.value),
      chime: chime.value,
    });
    refusal.show(outcome);
    reached.value = outcome.ok ? outcome.reached : null;
    if (outcome.ok) text.value = '';
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Field label={t('announce.text')}>
        <textarea
          rows={3}
          required
          maxLength={MOST_CHARACTERS}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </Field>
      <Choice
        label={t('announce.to')}
        value={to.value}
        words={[
          ['all', t('announce.all')],
          ['attendee', t('announce.attendees')],
          ['host', t('announce.hosts')],
          ...zones.map((zone) => [`${ZONE}${zone.id}`, t('announce.zone', { zone: zoneName(zone) })] as const),
        ]}
        onChange={(word) => {
          to.value = word;
        }}
      />
      <Check
        name={t('announce.chime')}
        help={t('announce.chime.help')}
        isOn={chime.value}
        onChange={(isOn) => {
          chime.value = isOn;
        }}
      />
      <button type="submit" class="button main">
        {t('announce.send')}
      </button>
      <p role="status">{reached.value !== null && t('announce.sent', { count: reached.value })}</p>
      <RefusalText refusal={refusal} />
    </form>
  );
}

function audience(to: string) {
  if (to.startsWith(ZONE)) return { scope: 'zone', zone: to.slice(ZONE.length), role: null } as const;
  if (to === 'attendee' || to === 'host') return { scope: 'role', zone: null, role: to } as const;
  return { scope: 'all', zone: null, role: null } as const;
}
