/** Who greets: attendees whom hosts let see who needs somebody. */

import { useSignal } from '@preact/signals';
import { useApp } from '../../app-context.ts';
import { useRefusal } from '../../parts/use-refusal.ts';
import { Choice, RefusalText } from './field.tsx';
import { useHostWords } from './use-host-words.ts';

const NOBODY = '';

export function Greeters() {
  const { store, intents } = useApp();
  const { t } = useHostWords();
  const chosen = useSignal(NOBODY);
  const refusal = useRefusal();
  const greeters: readonly number[] = store.gathering.helpers.value?.greeters ?? [];
  const people = [...store.people.value.values()]
    .filter(({ avatar, role }) => role === 'attendee' && !greeters.includes(avatar))
    .sort((one, other) => one.name.localeCompare(other.name));
  const set = (avatar: number, greeter: boolean) =>
    void intents.request('greeter', { avatar, greeter }).then(refusal.show);
  const add = (event: Event) => {
    event.preventDefault();
    if (chosen.value !== NOBODY) set(Number(chosen.value), true);
    chosen.value = NOBODY;
  };
  return (
    <>
      <h4>{t('greeters.title')}</h4>
      <p class="help">{t('greeters.explain')}</p>
      <ul class="help-wanted" aria-label={t('greeters.title')}>
        {greeters.map((avatar) => {
          const name = store.people.value.get(avatar as never)?.name ?? t('greeters.elsewhere');
          return (
            <li key={avatar}>
              <span>{name}</span>{' '}
              <button
                type="button"
                class="button small"
                aria-label={t('greeters.remove.of', { name })}
                onClick={() => set(avatar, false)}
              >
                {t('greeters.remove')}
              </button>
            </li>
          );
        })}
      </ul>
      <form onSubmit={add}>
        <Choice
          label={t('greeters.choose')}
          value={chosen.value}
          words={[[NOBODY, t('greeters.none')], ...people.map(({ avatar, name }) => [String(avatar), name] as const)]}
          onChange={(word) => {
            chosen.value = word;
          }}
        />
        <button type="submit" class="button">
          {t('greeters.add')}
        </button>
        <RefusalText refusal={refusal} />
      </form>
    </>
  );
}
