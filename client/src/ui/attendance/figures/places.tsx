/** What became of the zones: time, people, when they were full, and which stayed silent. */

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { drawBars } from '../charts/bars.tsx';
import { Chart } from '../charts/chart.tsx';
import { drawBands } from '../charts/over-time.tsx';
import type { ZoneUse } from '../figures.ts';
import { minutesColumn, numberColumn, textColumn, timeColumn, zoneColumn } from './columns.ts';
import { FigureTable } from './figure-table.tsx';
import { useFigures } from './figures-context.ts';
import { bandsSentence, silenceSentence, zonesSentence } from './sentences.ts';
import type { TableColumn } from './table-text.ts';
import { zonesToTell } from './zones-to-tell.ts';

/** The most used zones are drawn first; the others when they are asked for. */
const DRAWN = 12;

export function Places() {
  const { insight, known, time, words } = useFigures();
  const { t } = words;
  const zones = useMemo(() => zonesToTell(insight.zones, known), [insight, known]);
  const isAll = useSignal(false);
  const used = zones.filter(({ people }) => people > 0);
  const shown = isAll.value ? used : used.slice(0, DRAWN);
  const left = used.length - shown.length;
  return (
    <>
      <Chart
        title={t('zones.title')}
        says={zonesSentence(zones, words)}
        draw={drawBars(
          shown.map((use) => ({
            key: use.zone.join(' '),
            title: words.zone(use.zone),
            values: [use.person_ms],
            text: t('zones.text', { time: words.duration(use.person_ms), count: use.people }),
          })),
        )}
      >
        {left > 0 && (
          <button
            type="button"
            class="button small"
            onClick={() => {
              isAll.value = true;
            }}
          >
            {t('zones.rest', { count: left })}
          </button>
        )}
        <ZoneTable zones={zones} />
      </Chart>
      <Silent zones={zones} />
      {shown.length > 0 && (
        <Chart
          title={t('bands.title')}
          says={bandsSentence(zones, words)}
          draw={drawBands(
            time,
            shown.map((use) => ({
              key: use.zone.join(' '),
              title: words.zone(use.zone),
              perMinute: use.most_by_minute,
              most: use.most,
            })),
          )}
        >
          <BandTable zones={shown} />
        </Chart>
      )}
    </>
  );
}

function ZoneTable({ zones }: { zones: readonly ZoneUse[] }) {
  const { words } = useFigures();
  const { t } = words;
  return (
    <FigureTable<ZoneUse>
      caption={t('zones.table')}
      rows={zones}
      keyOf={({ zone }) => zone.join(' ')}
      columns={[
        zoneColumn(words, 'zone', t('column.zone'), ({ zone }) => zone),
        minutesColumn(words, 'time', t('column.time'), ({ person_ms }) => person_ms),
        numberColumn(words, 'people', t('column.people'), ({ people }) => people),
        numberColumn(words, 'most', t('column.most'), ({ most }) => most, t('unit.people')),
        {
          ...timeColumn<ZoneUse>(words, 'at', t('column.most.at'), ({ most_at_ms }) => most_at_ms),
          text: ({ most, most_at_ms }) => (most > 0 ? words.moment(most_at_ms) : '–'),
        },
        minutesColumn(words, 'together', t('column.together'), ({ together_ms }) => together_ms),
        textColumn('silence', t('column.silence'), ({ silence }) => (silence ? t(`silence.${silence}`) : '–')),
      ]}
    />
  );
}

function Silent({ zones }: { zones: readonly ZoneUse[] }) {
  const { words } = useFigures();
  if (zones.length === 0) return null;
  return (
    <section>
      <h4>{words.t('silent.title')}</h4>
      {silenceSentence(zones, words).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

/** A row for each minute, a column for each zone. */
function BandTable({ zones }: { zones: readonly ZoneUse[] }) {
  const { insight, words } = useFigures();
  const { t } = words;
  const zoneColumns = zones.map(
    (use): TableColumn<number> =>
      numberColumn(words, use.zone.join(' '), words.zone(use.zone), (minute) => use.most_by_minute[minute] ?? 0),
  );
  return (
    <FigureTable<number>
      caption={t('bands.table')}
      rows={insight.curve.map((_, minute) => minute)}
      keyOf={String}
      columns={[
        timeColumn(words, 'minute', t('column.minute'), (minute) => insight.curve[minute]?.start_ms ?? 0),
        ...zoneColumns,
      ]}
    />
  );
}
