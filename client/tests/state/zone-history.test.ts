import { expect, test } from 'vitest';
import { NEW_FIELDS, type ZoneFields } from '../../src/state/zone-fields.ts';
import { NO_HISTORY, planRedo, planUndo, remembered, type ZoneChange } from '../../src/state/zone-history.ts';

const step = (...changes: ZoneChange[]) => ({ name: 'Hal', changes });
const edit: ZoneChange = {
  did: 'edit',
  zone: 'hal',
  before: { host: 'Anna', capacity: 4 },
  after: { host: 'Bo', capacity: 6 },
};
const now = (fields: Partial<ZoneFields> | null) => () => fields && { ...NEW_FIELDS, ...fields };

test('an edit is undone by what was before, and done again by what came after', () => {
  expect(planUndo(step(edit), now({ host: 'Bo', capacity: 6 }))).toEqual({
    wishes: [{ send: 'zone_edit', zone: 'hal', fields: { host: 'Anna', capacity: 4 } }],
    conflicts: [],
  });
  expect(planRedo(step(edit), now({ host: 'Anna', capacity: 4 })).wishes).toEqual([
    { send: 'zone_edit', zone: 'hal', fields: { host: 'Bo', capacity: 6 } },
  ]);
});

test('a field that somebody else changed meanwhile is left alone, and told', () => {
  expect(planUndo(step(edit), now({ host: 'Cees', capacity: 6 }))).toEqual({
    wishes: [{ send: 'zone_edit', zone: 'hal', fields: { capacity: 4 } }],
    conflicts: [{ zone: 'hal', fields: ['host'] }],
  });
});

test('nothing is sent for a zone that is gone, or is back already', () => {
  expect(planUndo(step(edit), now(null))).toEqual({ wishes: [], conflicts: [{ zone: 'hal', fields: [] }] });
  const away: ZoneChange = { did: 'take_away', zone: 'hal', as: NEW_FIELDS };
  expect(planUndo(step(away), now({})).wishes).toEqual([]);
  expect(planUndo(step(away), now(null)).wishes).toEqual([{ send: 'zone_restore', zone: 'hal' }]);
});

test('a new zone that somebody else worked on is not taken away; what the clock does is nobody’s work', () => {
  const up: ZoneChange = { did: 'put_up', zone: 'hal', as: NEW_FIELDS };
  expect(planUndo(step(up), now({ question: 'Wat nu?' }))).toEqual({
    wishes: [],
    conflicts: [{ zone: 'hal', fields: [] }],
  });
  expect(planUndo(step(up), now({ closed: true })).wishes).toEqual([{ send: 'zone_remove', zone: 'hal' }]);
});

test('a template goes as it came: all of it at once, the last first', () => {
  const up = (zone: string): ZoneChange => ({ did: 'put_up', zone, as: NEW_FIELDS });
  const { wishes } = planUndo(step(up('a'), up('b')), now({}));
  expect(wishes.map(({ zone }) => zone)).toEqual(['b', 'a']);
});

test('after something new, what was undone cannot be done again', () => {
  const history = { ...NO_HISTORY, undone: [step(edit)] };
  expect(remembered(history, step(edit))).toEqual({ done: [step(edit)], undone: [] });
});
