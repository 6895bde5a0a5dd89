/** This event beside another one of the series. */

import { useEffect } from 'preact/hooks';
import type { LoggedEvent } from '../../../state/attendance.ts';
import { drawBars } from '../charts/bars.tsx';
import { Chart, LegendItem } from '../charts/chart.tsx';
import type { Comparison } from '../figures.ts';
import { textColumn, zoneColumn } from './columns.ts';
import { comparedText, comparedTitle, differenceText, type FigureSide } from './compared-figures.ts';
import type { Compared, ComparisonDesk } from './comparison-desk.ts';
import { FigureTable } from './figure-table.tsx';
import { useFigureWords } from './figures-context.ts';
import { JobState } from './job-state.tsx';
import { returnSentence } from './sentences.ts';

const MINUTE_MS = 60_000;

export function ComparisonView({ desk }: { desk: ComparisonDesk }) {
  const words = useFigureWords();
  const { t } = words;
  useEffect(() => {
    if (!desk.others.value.value) void desk.others.start();
  }, [desk]);
  const others = desk.others.value.value;
  if (!others) return <JobState job={desk.others} doing={t('compare.finding')} />;
  if (others.length === 0) return <p>{t('compare.none')}</p>;
  const compared = desk.compared.value.value;
  const isWanted = compared?.former.id === desk.chosen.value?.id || compared?.latter.id === desk.chosen.value?.id;
  return (
    <>
      <OtherChoice desk={desk} others={others} />
      <JobState job={desk.compared} doing={t('compare.working')} />
      {compared && isWanted && <Sides compared={compared} />}
    </>
  );
}

function OtherChoice({ desk, others }: { desk: ComparisonDesk; others: readonly LoggedEvent[] }) {
  const { t, date } = useFigureWords();
  return (
    <label class="figure-choice">
      <span>{t('compare.choose')}</span>
      <select
        value={desk.chosen.value?.id ?? ''}
        onChange={(event) => {
          const other = others.find(({ id }) => id === event.currentTarget.value);
          if (other) desk.choose(other);
        }}
      >
        <option value="" disabled>
          {t('compare.choose.one')}
        </option>
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            {other.name} ({date(other.firstMs ?? 0)})
          </option>
        ))}
      </select>
    </label>
  );
}

function Sides({ compared: { former, latter, figures } }: { compared: Compared }) {
  const words = useFigureWords();
  const { t, date } = words;
  const { comparison } = figures;
  const names = {
    former: `${former.name}, ${date(former.firstMs ?? 0)}`,
    latter: `${latter.name}, ${date(latter.firstMs ?? 0)}`,
  };
  return (
    <>
      <Chart
        title={t('return.title')}
        says={returnSentence(comparison, words)}
        draw={drawBars(
          (['returned', 'new', 'lost'] as const).map((kind) => ({
            key: kind,
            title: t(`return.${kind}`),
            values: [comparison[kind].length],
            text: words.number(comparison[kind].length),
          })),
        )}
      />
      <h4>{t('compare.figures')}</h4>
      <FigureTable<FigureSide>
        isOpen
        caption={t('compare.table', names)}
        rows={comparison.figures}
        keyOf={({ figure }) => figure}
        columns={[
          textColumn('figure', t('column.figure'), ({ figure }) => comparedTitle(words, figure)),
          sideColumn(names.former, 'former'),
          sideColumn(names.latter, 'latter'),
          {
            ...sideColumn(t('column.difference'), 'difference'),
            text: (row) => differenceText(words, row),
          },
        ]}
      />
      <ComparedZones comparison={comparison} names={names} />
    </>
  );

  function sideColumn(title: string, side: 'former' | 'latter' | 'difference') {
    return {
      key: side,
      title,
      isNumber: true,
      value: (row: FigureSide) => row[side],
      text: (row: FigureSide) => comparedText(words, row.figure, row[side]),
    };
  }
}

interface ComparedZonesProps {
  readonly comparison: Comparison;
  readonly names: { readonly former: string; readonly latter: string };
}

function ComparedZones({ comparison, names }: ComparedZonesProps) {
  const words = useFigureWords();
  const { t } = words;
  const zones = comparison.zones
    .filter(({ former_ms, latter_ms }) => former_ms + latter_ms > 0)
    .sort((one, other) => Math.abs(other.difference_ms) - Math.abs(one.difference_ms));
  const [most] = zones;
  if (!most) return null;
  const difference = (ms: number) => words.signed(words.duration(Math.abs(ms)), ms);
  const minutes = (title: string, side: 'former_ms' | 'latter_ms' | 'difference_ms') => ({
    key: side,
    title,
    unit: t('unit.minutes'),
    isNumber: true,
    value: (row: (typeof zones)[number]) => row[side],
    text: (row: (typeof zones)[number]) =>
      side === 'difference_ms'
        ? words.signed(words.number(Math.abs(row[side] / MINUTE_MS)), row[side])
        : words.number(row[side] / MINUTE_MS),
  });
  return (
    <Chart
      title={t('compare.zones')}
      says={t('say.compare.zones', { zone: words.zone(most.zone), time: difference(most.difference_ms) })}
      draw={drawBars(
        zones.slice(0, 12).map((row) => ({
          key: row.zone.join(' '),
          title: words.zone(row.zone),
          values: [row.former_ms, row.latter_ms],
          text: difference(row.difference_ms),
        })),
      )}
      legend={
        <>
          <LegendItem mark="bar former">{names.former}</LegendItem>
          <LegendItem mark="bar">{names.latter}</LegendItem>
        </>
      }
    >
      <FigureTable
        caption={t('compare.zones')}
        rows={zones}
        keyOf={({ zone }) => zone.join(' ')}
        columns={[
          zoneColumn<(typeof zones)[number]>(words, 'zone', t('column.zone'), ({ zone }) => zone),
          minutes(names.former, 'former_ms'),
          minutes(names.latter, 'latter_ms'),
          minutes(t('column.difference'), 'difference_ms'),
        ]}
      />
    </Chart>
  );
}
