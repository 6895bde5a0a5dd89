/** Whether people may start talking to one. */

import type { Availability } from '../../core/people.ts';
import { useApp } from '../app-context.ts';
import { StatusField } from '../company/status-field.tsx';

const AVAILABILITIES: readonly Availability[] = ['available', 'busy', 'away'];

export function AvailabilityChoice({ onDone }: { onDone: () => void }) {
  const { store, intents, t } = useApp();
  return (
    <fieldset class="availability">
      <legend>{t('availability.title')}</legend>
      {AVAILABILITIES.map((availability) => (
        <button
          key={availability}
          type="button"
          class="menu-item"
          aria-pressed={store.me.value?.availability === availability}
          onClick={() => {
            intents.setAvailability(availability);
            onDone();
          }}
        >
          <span class={`dot ${availability}`} aria-hidden="true" />
          <span>
            {t(`availability.${availability}`)}
            <small>{t(`availability.${availability}.help`)}</small>
          </span>
        </button>
      ))}
      <StatusField onDone={onDone} />
    </fieldset>
  );
}
