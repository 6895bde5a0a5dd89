/** Everybody who came, with what they did. */

import { useMemo } from 'preact/hooks';
import { drawColumns } from '../charts/bars.tsx';
import { Chart } from '../charts/chart.tsx';
import { histogram } from '../charts/scale.ts';
import type { PersonFigures } from '../figures.ts';
import { minutesColumn, numberColumn, personColumn, shareColumn, textColumn, timeColumn } from './columns.ts';
import { FigureTable } from './figure-table.tsx';
import { useFigures } from './figures-context.ts';

const MET_EDGES = [0, 1, 2, 4, 8, 16, 32];

export function People() {
  const { insight, label, words } = useFigures();
  const { t } = words;
  const lonely = useMemo(() => new Set(insight.met_nobody), [insight]);
  const counts = histogram(
    insight.people.map(({ met }) => met),
    MET_EDGES,
  );
  const last = counts.findLastIndex((count) => count > 0);
  const groups = counts.slice(0, last + 1).map((count, i) => ({ title: groupTitle(MET_EDGES, i), count }));
  const most = Math.max(0, ...insight.people.map(({ met }) => met));
  return (
    <>
      <Chart
        title={t('met.title')}
        says={t('say.met', {
          count: insight.people.length - (counts[0] ?? 0),
          all: insight.people.length,
          most: words.number(most),
        })}
        draw={drawColumns(
          groups.map(({ title, count }) => ({ title, value: count, text: words.number(count) })),
          words.number,
        )}
        legend={t('met.legend')}
      >
        <FigureTable<(typeof groups)[number]>
          caption={t('met.title')}
          rows={groups}
          keyOf={({ title }) => title}
          columns={[
            textColumn('met', t('column.met'), ({ title }) => title),
            numberColumn(words, 'people', t('column.people'), ({ count }) => count),
          ]}
        />
      </Chart>
      <h4>{t('people.title')}</h4>
      <FigureTable<PersonFigures>
        isOpen
        caption={t('people.table')}
        search={t('people.search')}
        rows={insight.people}
        keyOf={({ presence }) => presence.person}
        columns={[
          personColumn('person', t('column.person'), ({ presence }) => label(presence.person)),
          textColumn('role', t('column.role'), ({ presence }) => t(`role.${presence.role}`)),
          timeColumn(words, 'first', t('column.first'), ({ presence }) => presence.stays[0]?.start_ms ?? 0),
          numberColumn(words, 'stays', t('column.stays'), ({ presence }) => presence.stays.length),
          minutesColumn(words, 'present', t('column.present'), ({ presence }) => presence.present_ms),
          shareColumn(words, 'talk', t('column.talk'), ({ talk_share }) => talk_share),
          numberColumn(words, 'met', t('column.met'), ({ met }) => met, t('unit.people')),
          textColumn('nobody', t('column.note'), ({ presence }) =>
            lonely.has(presence.person) ? t('people.lonely') : '',
          ),
        ]}
      />
    </>
  );
}

/** "0", "2–3", "32+". */
export function groupTitle(edges: readonly number[], i: number): string {
  const from = edges[i] ?? 0;
  const next = edges[i + 1];
  if (next === undefined) return `${from}+`;
  return next === from + 1 ? String(from) : `${from}–${next - 1}`;
}
