/** Conversations: how many, how long, how large, when, where. */

import { drawColumns } from '../charts/bars.tsx';
import { Chart, LegendItem } from '../charts/chart.tsx';
import { drawCurve } from '../charts/over-time.tsx';
import { histogram } from '../charts/scale.ts';
import type { ConversationGroup, TalkedConversation, TalkMinute } from '../figures.ts';
import { minutesColumn, numberColumn, textColumn, timeColumn, zoneColumn } from './columns.ts';
import { FigureTable } from './figure-table.tsx';
import type { FigureWords } from './figure-words.ts';
import { useFigures } from './figures-context.ts';
import { sizeSentence, talkSentence } from './sentences.ts';
import { type SizeTime, sizeTimes } from './sizes.ts';

const MINUTE_MS = 60_000;
/** Minutes at which the groups of durations begin. */
const DURATION_EDGES = [0, 1, 2, 5, 10, 20, 40];

export function Conversations() {
  const { insight, words } = useFigures();
  const { t } = words;
  if (insight.talk.count === 0) return <p>{t('say.talk.none')}</p>;
  return (
    <>
      <OverTime />
      <Durations />
      <Sizes />
      <h4>{t('groups.title')}</h4>
      <FigureTable<ConversationGroup>
        isOpen
        caption={t('groups.table')}
        rows={insight.talk_by_place}
        keyOf={({ kind, zone }) => `${kind} ${zone}`}
        columns={[
          textColumn('kind', t('column.kind'), ({ kind }) => kindText(words, kind)),
          zoneColumn(words, 'zone', t('column.zone'), ({ zone }) => zone),
          numberColumn(words, 'count', t('column.count'), ({ totals }) => totals.count),
          minutesColumn(words, 'median', t('column.median'), ({ totals }) => totals.median_ms),
          minutesColumn(words, 'longest', t('column.longest'), ({ totals }) => totals.longest_ms),
          minutesColumn(words, 'time', t('column.talk.time'), ({ totals }) => totals.talk_ms),
          numberColumn(words, 'people', t('column.people'), ({ totals }) => totals.people),
          numberColumn(words, 'mean', t('column.mean.size'), ({ totals }) => totals.mean_size, t('unit.people')),
        ]}
      />
      <h4>{t('talks.title')}</h4>
      <AllTalks />
    </>
  );
}

function OverTime() {
  const { insight, time, words } = useFigures();
  const { t } = words;
  const minute = timeColumn<TalkMinute>(words, 'minute', t('column.minute'), ({ start_ms }) => start_ms);
  const keyOf = ({ start_ms }: TalkMinute) => String(start_ms);
  return (
    <>
      <Chart
        title={t('talk.title')}
        says={talkSentence(insight.talk_curve, words)}
        draw={drawCurve(
          time,
          insight.talk_curve.map(({ most }) => most),
          null,
        )}
      >
        <FigureTable<TalkMinute>
          caption={t('talk.table')}
          rows={insight.talk_curve}
          keyOf={keyOf}
          columns={[minute, numberColumn(words, 'most', t('column.talks.most'), ({ most }) => most)]}
        />
      </Chart>
      <Chart
        title={t('size.title')}
        says={sizeSentence(insight.talk_curve, words)}
        draw={drawCurve(
          time,
          insight.talk_curve.map(({ largest }) => largest),
          null,
          insight.talk_curve.map(({ mean_size }) => mean_size),
        )}
        legend={
          <>
            <LegendItem mark="area">{t('size.largest')}</LegendItem>
            <LegendItem mark="area second">{t('size.mean')}</LegendItem>
          </>
        }
      >
        <FigureTable<TalkMinute>
          caption={t('size.table')}
          rows={insight.talk_curve}
          keyOf={keyOf}
          columns={[
            minute,
            numberColumn(words, 'largest', t('column.largest'), ({ largest }) => largest, t('unit.people')),
            numberColumn(words, 'mean', t('column.mean.size'), ({ mean_size }) => mean_size, t('unit.people')),
          ]}
        />
      </Chart>
    </>
  );
}

function Durations() {
  const { insight, words } = useFigures();
  const { t } = words;
  const lengths = insight.conversations.map(({ talk_ms }) => talk_ms / MINUTE_MS);
  const groups = histogram(lengths, DURATION_EDGES).map((count, i) => ({ count, title: durationTitle(i) }));
  return (
    <Chart
      title={t('durations.title')}
      says={t('say.durations', {
        count: insight.talk.count,
        median: words.duration(insight.talk.median_ms),
        longest: words.duration(insight.talk.longest_ms),
      })}
      draw={drawColumns(
        groups.map(({ count, title }) => ({ title, value: count, text: words.number(count) })),
        words.number,
      )}
      legend={t('durations.legend')}
    >
      <FigureTable
        caption={t('durations.title')}
        rows={groups}
        keyOf={({ title }) => title}
        columns={[
          {
            ...textColumn<(typeof groups)[number]>('length', t('column.length'), ({ title }) => title),
            unit: t('unit.minutes'),
          },
          numberColumn<(typeof groups)[number]>(words, 'count', t('column.count'), ({ count }) => count),
        ]}
      />
    </Chart>
  );
}

function durationTitle(i: number): string {
  const from = DURATION_EDGES[i] ?? 0;
  const next = DURATION_EDGES[i + 1];
  if (next === undefined) return `${from}+`;
  return from === 0 ? `<${next}` : `${from}–${next}`;
}

function Sizes() {
  const { insight, words } = useFigures();
  const { t } = words;
  const sizes = sizeTimes(insight);
  return (
    <Chart
      title={t('sizes.title')}
      says={t('say.sizes', { mean: words.number(insight.talk.mean_size), most: words.number(insight.talk.most) })}
      draw={drawColumns(
        sizes.map(({ title, ms }) => ({
          title,
          value: ms / MINUTE_MS,
          text: ms > 0 && ms < MINUTE_MS / 2 ? '<1' : words.minutes(ms),
        })),
        words.number,
      )}
      legend={t('sizes.legend')}
    >
      <FigureTable
        caption={t('sizes.title')}
        rows={sizes}
        keyOf={({ title }) => title}
        columns={[
          {
            ...textColumn<SizeTime>('size', t('column.size'), ({ title }) => title),
            unit: t('unit.people'),
          },
          minutesColumn<SizeTime>(words, 'time', t('column.talk.time'), ({ ms }) => ms),
        ]}
      />
    </Chart>
  );
}

function AllTalks() {
  const { insight, label, words } = useFigures();
  const { t } = words;
  return (
    <FigureTable<TalkedConversation>
      caption={t('talks.table')}
      rows={insight.conversations}
      keyOf={(it) => `${it.start_ms} ${it.end_ms} ${it.island} ${it.people.join()}`}
      columns={[
        timeColumn(words, 'start', t('column.begin'), ({ start_ms }) => start_ms),
        textColumn('kind', t('column.kind'), ({ kind }) => kindText(words, kind)),
        zoneColumn(words, 'zone', t('column.zone'), ({ island, zone }) => (zone ? [island, zone] : null)),
        minutesColumn(words, 'length', t('column.length'), ({ talk_ms }) => talk_ms),
        numberColumn(words, 'most', t('column.most'), ({ most }) => most, t('unit.people')),
        textColumn('people', t('column.who'), ({ people }) => people.map(label).join(', ')),
        textColumn('ending', t('column.ending'), ({ ending }) => t(`ending.${ending}`)),
      ]}
    />
  );
}

const kindText = (words: FigureWords, kind: ConversationGroup['kind']): string => words.t(`kind.${kind ?? 'unknown'}`);
