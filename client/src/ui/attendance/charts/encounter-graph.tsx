/** Who talked with whom: a mark for everybody, larger the longer; a line between two, wider the longer. */

import type { ComponentChildren } from 'preact';
import type { Encounter, EncounterNode } from '../figures.ts';
import { type GraphPlace, layOut } from './graph-layout.ts';
import { placeLabels } from './label-places.ts';

/** More than these cannot be told apart. */
export const MOST_PEOPLE = 500;
export const MOST_LINES = 900;
const TALLEST_PX = 620;
/** Narrower drawings are higher than wide. */
const NARROW_PX = 480;
const LINE_CLASSES = 5;
const LABEL_EACH_PX = 60;
/** In a larger crowd fewer names are written: they would cover it. */
const CROWD = 80;
/** Neighbours of the person chosen are named before all others. */
const NEIGHBOURS_NAMED = 24;

export interface DrawnGraph {
  readonly nodes: readonly EncounterNode[];
  readonly edges: readonly Encounter[];
  readonly places: ReadonlyMap<string, GraphPlace>;
  readonly leftOut: { readonly people: number; readonly lines: number; readonly alone: number };
}

/** Those with the most time, the longest encounters, and of each person the longest one. */
export function graphOf(nodes: readonly EncounterNode[], edges: readonly Encounter[]): DrawnGraph {
  const met = nodes.filter(({ met: count }) => count > 0);
  const shown = [...met]
    .sort((one, other) => other.together_ms - one.together_ms || (one.person < other.person ? -1 : 1))
    .slice(0, MOST_PEOPLE);
  const people = new Set(shown.map(({ person }) => person));
  const between = edges.filter(({ one, other }) => people.has(one) && people.has(other));
  const lined = linesOf(between);
  const places = layOut(
    shown.map(({ person }) => person),
    lined.map(({ one, other, together_ms }) => ({ one, other, weight: together_ms })),
  );
  return {
    nodes: shown,
    edges: lined,
    places,
    leftOut: {
      people: met.length - shown.length,
      lines: edges.length - lined.length,
      alone: nodes.length - met.length,
    },
  };
}

/** Edges come the longest first. */
function linesOf(edges: readonly Encounter[]): readonly Encounter[] {
  const named = new Set<string>();
  const firsts = edges.filter(({ one, other }) => {
    const isFirst = !named.has(one) || !named.has(other);
    named.add(one).add(other);
    return isFirst;
  });
  const chosen = new Set(firsts);
  for (const edge of edges) {
    if (chosen.size >= MOST_LINES) break;
    chosen.add(edge);
  }
  return edges.filter((edge) => chosen.has(edge));
}

interface GraphDrawing {
  readonly graph: DrawnGraph;
  readonly chosen: string | null;
  readonly label: (person: string) => string;
  readonly onChoose: (person: string) => void;
}

export function drawGraph({ graph, chosen, label, onChoose }: GraphDrawing): (widthPx: number) => {
  readonly heightPx: number;
  readonly content: ComponentChildren;
} {
  return (widthPx) => {
    const heightPx = Math.min(TALLEST_PX, widthPx * (widthPx < NARROW_PX ? 1.25 : 0.85));
    const largest = Math.max(1, ...graph.nodes.map(({ together_ms }) => together_ms));
    const scale = Math.min(1, widthPx / 700) * Math.min(1, Math.sqrt(60 / Math.max(1, graph.nodes.length)) + 0.15);
    const radius = ({ together_ms }: EncounterNode) => 3 + 15 * scale * Math.sqrt(together_ms / largest);
    const at = (person: string) => {
      const { x, y } = graph.places.get(person) ?? { x: 0.5, y: 0.5 };
      return { x: 22 + x * (widthPx - 44), y: 24 + y * (heightPx - 48) };
    };
    const near = neighboursOf(graph, chosen);
    const marks = graph.nodes
      .filter(({ person }) => !near || near.has(person))
      .map((node) => ({ key: node.person, ...at(node.person), radius: radius(node), text: label(node.person) }));
    const first = marks.filter(({ key }) => key === chosen);
    const eachPx = graph.nodes.length > CROWD ? 2 * LABEL_EACH_PX : LABEL_EACH_PX;
    const most = near ? NEIGHBOURS_NAMED : Math.max(3, Math.floor(widthPx / eachPx));
    const labels = placeLabels([...first, ...marks], { width: widthPx, height: heightPx }, most);
    const content = (
      <>
        <Lines graph={graph} chosen={chosen} at={at} />
        {graph.nodes.map((node) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list above the drawing chooses people too.
          <circle
            key={node.person}
            class={nodeClass(node.person, chosen, near)}
            cx={at(node.person).x}
            cy={at(node.person).y}
            r={radius(node)}
            onClick={() => onChoose(node.person)}
          />
        ))}
        {labels
          .filter(({ key }, i) => labels.findIndex((other) => other.key === key) === i)
          .map(({ key, text, x, y }) => (
            <text
              key={key}
              class={key === chosen ? 'label name chosen' : 'label name'}
              x={x}
              y={y}
              text-anchor="middle"
            >
              {text}
            </text>
          ))}
      </>
    );
    return { heightPx, content };
  };
}

function Lines({
  graph,
  chosen,
  at,
}: {
  graph: DrawnGraph;
  chosen: string | null;
  at: (person: string) => GraphPlace;
}) {
  const longest = Math.max(1, ...graph.edges.map(({ together_ms }) => together_ms));
  return (
    <g>
      {graph.edges.map(({ one, other, together_ms }) => {
        const from = at(one);
        const to = at(other);
        const weight = Math.max(1, Math.ceil(Math.sqrt(together_ms / longest) * LINE_CLASSES));
        const isOut = chosen !== null && one !== chosen && other !== chosen;
        return (
          <line
            key={`${one} ${other}`}
            class={isOut ? `edge weight-${weight} faint` : `edge weight-${weight}`}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
          />
        );
      })}
    </g>
  );
}

function neighboursOf({ edges }: DrawnGraph, chosen: string | null): ReadonlySet<string> | null {
  if (chosen === null) return null;
  const near = edges.filter(({ one, other }) => one === chosen || other === chosen);
  return new Set([chosen, ...near.flatMap(({ one, other }) => [one, other])]);
}

function nodeClass(person: string, chosen: string | null, near: ReadonlySet<string> | null): string {
  if (person === chosen) return 'node chosen';
  return near && !near.has(person) ? 'node faint' : 'node';
}
