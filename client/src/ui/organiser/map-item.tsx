/** One map of the list: what it is, what may be wrong with it, what can be done with it. */

import { useSignal } from '@preact/signals';
import { zoneText } from '../../i18n/map-texts.ts';
import type { EventMap, EventMaps, MapList } from '../../state/event-maps.ts';
import { ChooseQuestion, RemoveQuestion } from './map-questions.tsx';
import { MapReport } from './map-report.tsx';
import type { MapsDesk } from './maps-desk.ts';
import { useWords } from './use-words.ts';

interface MapItemProps {
  readonly map: EventMap;
  readonly list: MapList;
  readonly desk: MapsDesk;
  readonly maps: EventMaps;
}

export function MapItem({ map, list, desk, maps }: MapItemProps) {
  const { t } = useWords();
  const asked = useSignal<'choose' | 'remove' | null>(null);
  const isMain = list.main === map.name;
  const isNext = !isMain && list.chosen === map.name;
  const isSettled = isMain && (list.chosen === null || list.chosen === map.name);
  const stays = map.bundled || isMain || isNext || list.inUse.has(map.name);
  const close = () => {
    asked.value = null;
  };
  return (
    <li class={isMain ? 'map-item main' : 'map-item'}>
      <h3>
        {map.title} {isMain && <span class="tag">{t('map.main')}</span>}
        {isNext && <span class="tag">{t('map.next')}</span>}
      </h3>
      <Facts map={map} />
      <div class="map-actions">
        {!isSettled && map.problem === null && (
          <button
            type="button"
            class="button small"
            aria-label={t('map.use.name', { name: map.title })}
            onClick={() => {
              asked.value = 'choose';
            }}
          >
            {t('map.use')}
          </button>
        )}
        {!stays && (
          <button
            type="button"
            class="button small"
            aria-label={t('map.remove.name', { name: map.title })}
            onClick={() => {
              asked.value = 'remove';
            }}
          >
            {t('map.remove')}
          </button>
        )}
      </div>
      <MapReport map={map} maps={maps} />
      {asked.value === 'choose' && (
        <ChooseQuestion
          map={map}
          onNo={close}
          onYes={(everyone) => {
            close();
            void desk.choose(map, everyone);
          }}
        />
      )}
      {asked.value === 'remove' && (
        <RemoveQuestion
          map={map}
          onNo={close}
          onYes={() => {
            close();
            void desk.remove(map);
          }}
        />
      )}
    </li>
  );
}

function Facts({ map }: { map: EventMap }) {
  const { t, size, date } = useWords();
  if (map.problem !== null)
    return (
      <p class="problem">
        {t('map.problem')} <span lang="en">{map.problem}</span>
      </p>
    );
  const zones = Object.entries(map.zones).flatMap(([kind, count]) => {
    const key = zoneText(kind);
    return key ? t(key, { count }) : [];
  });
  const origin = map.addedMs === null ? t('map.bundled') : t('map.added', { date: date(map.addedMs) });
  return (
    <ul class="map-facts">
      <li>{t('map.size', { width: map.width, height: map.height })}</li>
      <li>{zones.length > 0 ? zones.join(', ') : t('zone.none')}</li>
      {map.portals.length > 0 && <li>{t('map.portals', { names: map.portals.join(', ') })}</li>}
      <li>{map.warnings > 0 ? t('map.warnings', { count: map.warnings }) : t('map.warnings.none')}</li>
      <li>
        {origin} ({size(map.sizeBytes)})
      </li>
    </ul>
  );
}
