/** Changing one's name and look while on the island. */

import { useSignal } from '@preact/signals';
import { useApp } from '../app-context.ts';
import { LookChooser } from '../look/look-chooser.tsx';
import { PLAIN_LOOK } from '../look/looks.ts';
import { useRefusal } from '../parts/use-refusal.ts';

const NAME_MAX = 40;

export function ProfileFields() {
  const { store, intents, preferences, t } = useApp();
  const name = useSignal(store.me.value?.name ?? '');
  const look = useSignal(store.me.value?.look ?? PLAIN_LOOK);
  const isSaved = useSignal(false);
  const refusal = useRefusal();
  const save = async (event: Event) => {
    event.preventDefault();
    const outcome = await intents.changeProfile(name.value.trim(), look.value);
    isSaved.value = outcome.ok;
    refusal.show(outcome);
    if (!outcome.ok) return;
    preferences.name.value = name.value.trim();
    preferences.look.value = look.value;
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <label class="field">
        <span>{t('entry.name.label')}</span>
        <input
          type="text"
          maxLength={NAME_MAX}
          required
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
            isSaved.value = false;
          }}
        />
      </label>
      <LookChooser
        look={look.value}
        onChange={(chosen) => {
          look.value = chosen;
          isSaved.value = false;
        }}
      />
      <button type="submit" class="button">
        {t('settings.save')}
      </button>
      <p class="help" role="status">
        {refusal.text.value ?? (isSaved.value ? t('settings.saved') : '')}
      </p>
    </form>
  );
}
