/** Who met whom. */

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/chart.tsx';
import { type DrawnGraph, drawGraph, graphOf } from '../charts/encounter-graph.tsx';
import type { Encounter } from '../figures.ts';
import { minutesColumn, numberColumn, personColumn, timeColumn } from './columns.ts';
import { FigureTable } from './figure-table.tsx';
import { useFigures } from './figures-context.ts';

export function Encounters() {
  const { insight, label, words } = useFigures();
  const { t } = words;
  const { nodes, edges } = insight.encounters;
  const graph = useMemo(() => graphOf(nodes, edges), [nodes, edges]);
  const chosen = useSignal<string | null>(null);
  if (edges.length === 0) return <p>{t('say.encounters.none')}</p>;
  return (
    <>
      <PersonChoice
        graph={graph}
        chosen={chosen.value}
        onChange={(person) => {
          chosen.value = person;
        }}
      />
      <Chart
        title={t('graph.title')}
        says={useGraphSentence(chosen.value)}
        draw={drawGraph({
          graph,
          chosen: chosen.value,
          label,
          onChoose: (person) => {
            chosen.value = chosen.value === person ? null : person;
          },
        })}
        legend={t('graph.legend')}
      >
        <LeftOut graph={graph} />
      </Chart>
      <h4>{t('encounters.title')}</h4>
      <FigureTable<Encounter>
        isOpen
        caption={t('encounters.table')}
        search={t('people.search')}
        rows={edges}
        keyOf={({ one, other }) => `${one} ${other}`}
        columns={[
          personColumn('one', t('column.one'), ({ one }) => label(one)),
          personColumn('other', t('column.other'), ({ other }) => label(other)),
          minutesColumn(words, 'together', t('column.with'), ({ together_ms }) => together_ms),
          numberColumn(words, 'times', t('column.times'), ({ times }) => times),
          timeColumn(words, 'first', t('column.first.time'), ({ first_ms }) => first_ms),
        ]}
      />
    </>
  );
}

interface PersonChoiceProps {
  readonly graph: DrawnGraph;
  readonly chosen: string | null;
  readonly onChange: (person: string | null) => void;
}

function PersonChoice({ graph, chosen, onChange }: PersonChoiceProps) {
  const { label, words } = useFigures();
  const people = graph.nodes
    .map(({ person }) => ({ person, name: label(person) }))
    .sort((one, other) => one.name.localeCompare(other.name));
  return (
    <label class="figure-choice">
      <span>{words.t('graph.choose')}</span>
      <select value={chosen ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)}>
        <option value="">{words.t('graph.everybody')}</option>
        {people.map(({ person, name }) => (
          <option key={person} value={person}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Of the whole graph, or of the person chosen. */
function useGraphSentence(chosen: string | null): string {
  const { insight, label, words } = useFigures();
  const { edges, nodes } = insight.encounters;
  const { t, duration, number } = words;
  const mine = chosen === null ? edges : edges.filter(({ one, other }) => one === chosen || other === chosen);
  const [longest] = mine;
  if (!longest) return t('say.encounters.none');
  if (chosen === null)
    return t('say.encounters', {
      count: edges.length,
      people: number(nodes.filter(({ met }) => met > 0).length),
      one: label(longest.one),
      other: label(longest.other),
      time: duration(longest.together_ms),
    });
  return t('say.encounters.of', {
    count: mine.length,
    person: label(chosen),
    other: label(longest.one === chosen ? longest.other : longest.one),
    time: duration(longest.together_ms),
  });
}

function LeftOut({ graph: { leftOut } }: { graph: DrawnGraph }) {
  const { words } = useFigures();
  const { t } = words;
  const said = [
    ...(leftOut.people > 0 ? [t('graph.left.people', { count: leftOut.people })] : []),
    ...(leftOut.lines > 0 ? [t('graph.left.lines', { count: leftOut.lines })] : []),
    ...(leftOut.alone > 0 ? [t('graph.left.alone', { count: leftOut.alone })] : []),
  ];
  return said.length > 0 ? <p class="help">{said.join(' ')}</p> : null;
}
