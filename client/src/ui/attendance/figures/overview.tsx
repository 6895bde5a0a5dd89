/** The event as a whole: numbers, who came when, and how well the log knows. */

import { drawBars } from '../charts/bars.tsx';
import { Chart, LegendItem } from '../charts/chart.tsx';
import { drawComingAndGoing, drawCurve } from '../charts/over-time.tsx';
import type { MinuteFigures } from '../figures.ts';
import { minutesColumn, numberColumn, textColumn, timeColumn } from './columns.ts';
import { FigureTable } from './figure-table.tsx';
import { useFigures } from './figures-context.ts';
import { Headline } from './headline.tsx';
import { comingSentence, curveSentence, islandsSentence, qualitySentences } from './sentences.ts';

const MINUTE_MS = 60_000;

export function Overview() {
  const { insight, time, words } = useFigures();
  const { t } = words;
  return (
    <>
      <Headline />
      <Chart
        title={t('curve.title')}
        says={curveSentence(insight, words)}
        draw={drawCurve(
          time,
          insight.curve.map(({ most }) => most),
          { ms: insight.peak.at_ms, count: insight.peak.people },
        )}
        legend={<HoleLegend />}
      >
        <FigureTable<MinuteFigures>
          caption={t('curve.table')}
          rows={insight.curve}
          keyOf={({ start_ms }) => String(start_ms)}
          columns={[
            timeColumn(words, 'minute', t('column.minute'), ({ start_ms }) => start_ms),
            numberColumn(words, 'most', t('column.most'), ({ most }) => most, t('unit.people')),
            numberColumn(words, 'mean', t('column.mean'), ({ person_ms }) => person_ms / MINUTE_MS, t('unit.people')),
          ]}
        />
      </Chart>
      <Chart
        title={t('coming.title')}
        says={comingSentence(insight, words)}
        draw={drawComingAndGoing(
          time,
          insight.curve.map(({ arrivals }) => arrivals),
          insight.curve.map(({ first_arrivals }) => first_arrivals),
          insight.curve.map(({ departures }) => departures),
        )}
        legend={
          <>
            <LegendItem mark="came first">{t('coming.first')}</LegendItem>
            <LegendItem mark="came again">{t('coming.again')}</LegendItem>
            <LegendItem mark="went">{t('coming.went')}</LegendItem>
          </>
        }
      >
        <ComingTable />
      </Chart>
      <Islands />
      <Quality />
    </>
  );
}

function HoleLegend() {
  const { time, words } = useFigures();
  if (time.holes.length === 0) return null;
  return <LegendItem mark="hole">{words.t('curve.holes')}</LegendItem>;
}

function ComingTable() {
  const { insight, words } = useFigures();
  const { t } = words;
  return (
    <FigureTable<MinuteFigures>
      caption={t('coming.table')}
      rows={insight.curve}
      keyOf={({ start_ms }) => String(start_ms)}
      columns={[
        timeColumn(words, 'minute', t('column.minute'), ({ start_ms }) => start_ms),
        numberColumn(words, 'arrivals', t('column.arrivals'), ({ arrivals }) => arrivals, t('unit.people')),
        numberColumn(words, 'first', t('column.first.arrivals'), (minute) => minute.first_arrivals, t('unit.people')),
        numberColumn(words, 'departures', t('column.departures'), ({ departures }) => departures, t('unit.people')),
      ]}
    />
  );
}

type IslandTime = readonly [name: string, ms: number];

/** Only if there were several. */
function Islands() {
  const { insight, words } = useFigures();
  const { t } = words;
  const islands: readonly IslandTime[] = Object.entries(insight.islands_ms).sort(([, one], [, other]) => other - one);
  if (islands.length < 2) return null;
  return (
    <Chart
      title={t('islands.title')}
      says={islandsSentence(insight, words)}
      draw={drawBars(islands.map(([name, ms]) => ({ key: name, title: name, values: [ms], text: words.duration(ms) })))}
    >
      <FigureTable
        caption={t('islands.title')}
        rows={islands}
        keyOf={([name]) => name}
        columns={[
          textColumn<IslandTime>('island', t('column.island'), ([name]) => name),
          minutesColumn<IslandTime>(words, 'time', t('column.time'), ([, ms]) => ms),
        ]}
      />
    </Chart>
  );
}

function Quality() {
  const { insight, words } = useFigures();
  const { t } = words;
  const sentences = qualitySentences(insight, words);
  return (
    <section class="quality">
      <h4>{t('quality.title')}</h4>
      {sentences.length === 0 ? (
        <p>{t('quality.fine', { count: insight.entries })}</p>
      ) : (
        <>
          <ul>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p class="help">{t('quality.what')}</p>
        </>
      )}
    </section>
  );
}
