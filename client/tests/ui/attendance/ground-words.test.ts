import { expect, test } from 'vitest';
import { busiestZones, zonesAlong } from '../../../src/ui/attendance/ground-words.ts';
import { zoneOf } from '../../core/made-zones.ts';

const zone = (name: string, x0: number, x1: number) => ({ ...zoneOf(name), spans: [[0, x0, x1] as const] });
const CAFE = zone('Café', 0, 2);
const PIER = zone('Pier', 4, 6);

test('the time on the tiles is told by zones, the most first', () => {
  const spentMs = new Float64Array([10, 0, 30, 0, 100, 5]);
  expect(busiestZones({ width: 6, spentMs }, [CAFE, PIER], 5)).toEqual([
    { zone: PIER, ms: 105 },
    { zone: null, ms: 30 },
    { zone: CAFE, ms: 10 },
  ]);
  expect(busiestZones({ width: 6, spentMs }, [CAFE, PIER], 1)).toHaveLength(1);
});

test('a trail is told by the zones along it, over the jumps in it', () => {
  const steps = (...columns: number[]) => columns.map((x, i) => ({ x, y: 0, atMs: i }));
  const trails = [
    { pseudonym: 'a', steps: steps(0, 1, 2, 3, 4) },
    { pseudonym: 'b', steps: steps(0) },
    { pseudonym: 'a', steps: steps(5, 3, 1) },
  ];
  expect(zonesAlong(trails, 'a', [CAFE, PIER])).toEqual([CAFE, PIER, CAFE]);
  expect(zonesAlong(trails, 'c', [CAFE, PIER])).toEqual([]);
});
