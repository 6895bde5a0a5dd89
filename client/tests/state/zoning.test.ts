import { expect, test } from 'vitest';
import { fieldsOfZone } from '../../src/state/zone-fields.ts';
import { changedZones } from '../../src/state/zoning.ts';
import { zoneOf } from '../core/made-zones.ts';

const [hall, desk] = [zoneOf('hall'), zoneOf('desk')];
const map = { id: 'm', zones: [hall, desk] };
const wire = (id: string, host = '') => ({ id, ...fieldsOfZone(zoneOf(id, { host }), 'm') });
const message = (changes: object) => ({ put: [], gone: [], by: 1, all: false, ...changes });

test('a changed zone keeps its place, a new one comes last, one that is gone is gone', () => {
  const put = [wire('new'), wire('hall', 'Anna')];
  const first = changedZones(map, map.zones, message({ put }));
  expect(first.map(({ id, host }) => [id, host])).toEqual([
    ['hall', 'Anna'],
    ['desk', ''],
    ['new', ''],
  ]);
  expect(changedZones(map, first, message({ gone: ['hall'] })).map(({ id }) => id)).toEqual(['desk', 'new']);
});

test('after all of it is told again, only what differs from the map is otherwise', () => {
  const before = changedZones(map, map.zones, message({ put: [wire('new')], gone: ['desk'] }));
  const after = changedZones(map, before, message({ all: true, put: [wire('other')] }));
  expect(after.map(({ id }) => id)).toEqual(['hall', 'desk', 'other']);
});

test('a zone that this version cannot read stays as it was', () => {
  const put = [{ ...wire('hall', 'Anna'), kind: 'volcano' }, wire('desk', 'Bo')];
  expect(changedZones(map, map.zones, message({ put })).map(({ host }) => host)).toEqual(['', 'Bo']);
});
