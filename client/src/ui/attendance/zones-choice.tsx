/** Which zones have a lane on the timeline. */

import type { Signal } from '@preact/signals';
import type { ZoneUse } from './figures.ts';
import { useNamedWords } from './replay-context.ts';

const MOST = 6;

/** `zones`: the most used first; the lanes stand in that order too. */
export function ZonesChoice({ zones, chosen }: { zones: readonly ZoneUse[]; chosen: Signal<readonly ZoneUse[]> }) {
  const { t, zone } = useNamedWords();
  const isFull = chosen.value.length >= MOST;
  return (
    <fieldset class="zones-choice">
      <legend>{t('time.zones.legend')}</legend>
      <p class="help">{t('time.zones.help', { most: MOST })}</p>
      {zones.map((use) => {
        const isOn = chosen.value.includes(use);
        return (
          <label key={use.zone.join('/')} class="check-row">
            <input
              type="checkbox"
              checked={isOn}
              disabled={isFull && !isOn}
              onChange={() => {
                chosen.value = zones.filter((one) => (one === use ? !isOn : chosen.value.includes(one)));
              }}
            />
            <span>{t('time.zones.row', { name: zone(use.zone), count: use.most })}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
