/** Where to stand for which answer, and a way to get there without a mouse. */

import type { Activity } from '../../state/activities.ts';
import { useApp } from '../app-context.ts';
import { middleOf } from '../panels/zone-middle.ts';
import { useWords } from './use-words.ts';

export function FeetPlaces({ activity, isPreview }: { activity: Activity; isPreview: boolean }) {
  const { store, intents } = useApp();
  const { t } = useWords();
  const go = (zoneId: string | undefined) => {
    const zone = store.zones.value.find(({ id }) => id === zoneId);
    const tile = zone && store.map.value && middleOf(zone, store.map.value);
    if (tile) intents.walkTo(tile);
  };
  return (
    <>
      <p class="help">{t('feet.help')}</p>
      <ul class="activity-fields">
        {activity.options.map(({ text, place }) => (
          <li key={text}>
            <button type="button" class="button" disabled={isPreview} onClick={() => go(place?.[1])}>
              {t('feet.go', { place: text })}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
