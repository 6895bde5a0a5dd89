import { expect, test } from 'vitest';
import { graphOf, MOST_LINES, MOST_PEOPLE } from '../../../src/ui/attendance/charts/encounter-graph.tsx';
import { layOut } from '../../../src/ui/attendance/charts/graph-layout.ts';
import { placeLabels } from '../../../src/ui/attendance/charts/label-places.ts';
import type { Encounter, EncounterNode } from '../../../src/ui/attendance/figures.ts';
import { made } from './made-figures.ts';

const encounter = (one: string, other: string, together_ms: number): Encounter => ({
  one,
  other,
  together_ms,
  times: 1,
  first_ms: 0,
});

const apart = (places: ReturnType<typeof layOut>, one: string, other: string): number => {
  const a = places.get(one);
  const b = places.get(other);
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : Number.NaN;
};

test('the same graph lies the same way each time, within its frame', () => {
  const { nodes, edges } = made.insight.encounters;
  const places = graphOf(nodes, edges).places;
  expect(graphOf(nodes, edges).places).toEqual(places);
  for (const { x, y } of places.values()) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(1);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(1);
  }
});

test('no two people lie on the same spot', () => {
  const spots = [...graphOf(made.insight.encounters.nodes, made.insight.encounters.edges).places.values()];
  expect(new Set(spots.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`)).size).toBe(spots.length);
});

test('those who talked with each other are nearer than those who did not', () => {
  const circle = ['a', 'b', 'c'];
  const other = ['x', 'y', 'z'];
  const within = [circle, other].flatMap(([one = '', two = '', three = '']) => [
    { one, other: two, weight: 10 },
    { one: two, other: three, weight: 10 },
    { one, other: three, weight: 10 },
  ]);
  const places = layOut([...circle, ...other], [...within, { one: 'a', other: 'x', weight: 0.1 }]);
  expect(apart(places, 'b', 'c')).toBeLessThan(apart(places, 'b', 'z'));
  expect(apart(places, 'y', 'z')).toBeLessThan(apart(places, 'c', 'y'));
});

test('a graph of nobody and of one is laid out too', () => {
  expect(layOut([], []).size).toBe(0);
  expect(layOut(['a'], []).get('a')).toEqual({ x: 0.5, y: 0.5 });
});

test('of a crowd those with the most time are drawn, and what is left out is counted', () => {
  const people = Array.from({ length: 620 }, (_, i) => `p${String(i).padStart(3, '0')}`);
  const edges = people
    .flatMap((one, i) =>
      [1, 2, 3].map((step) => encounter(one, people[(i + step) % 620] ?? '', 10_000 * (620 - i) - step)),
    )
    .sort((one, other) => other.together_ms - one.together_ms);
  const nodes: EncounterNode[] = people.map((person, i) => ({ person, met: 6, together_ms: 10_000 * (620 - i) }));
  const alone = { person: 'alone', met: 0, together_ms: 0 };
  const graph = graphOf([...nodes, alone], edges);
  expect(graph.nodes).toHaveLength(MOST_PEOPLE);
  expect(graph.edges).toHaveLength(MOST_LINES);
  expect(graph.leftOut).toEqual({ people: 120, lines: edges.length - MOST_LINES, alone: 1 });
  const drawn = new Set(graph.edges.flatMap(({ one, other }) => [one, other]));
  expect(graph.nodes.every(({ person }) => drawn.has(person))).toBe(true);
});

test('names do not cover one another, and stay within the drawing', () => {
  const marks = Array.from({ length: 40 }, (_, i) => ({
    key: `${i}`,
    x: (i * 37) % 300,
    y: (i * 53) % 200,
    radius: 5,
    text: 'K7PQ-3M2X-0A9T',
  }));
  const labels = placeLabels(marks, { width: 300, height: 200 }, 20);
  expect(labels.length).toBeGreaterThan(5);
  labels.forEach((label, i) => {
    expect(label.x).toBeGreaterThan(50);
    expect(label.x).toBeLessThan(250);
    for (const other of labels.slice(i + 1))
      expect(Math.abs(label.y - other.y) >= 15 || Math.abs(label.x - other.x) > 100).toBe(true);
  });
});
