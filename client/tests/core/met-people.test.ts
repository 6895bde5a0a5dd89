import { expect, test } from 'vitest';
import { forget, MEETING_MS, MOST_MET, meet, metBy, readMet, stayTogether } from '../../src/core/met-people.ts';
import type { AvatarId } from '../../src/core/units.ts';

const [BO, CEES] = [2 as AvatarId, 3 as AvatarId];
const at = (nowMs: number, name = 'Bo', place = '') => ({ name, event: 'Kennisdag', place, nowMs });
const CARD = { name: 'Bo', organisation: '', email: 'bo@b.nl', link: '' };

test('somebody is met after twenty seconds in one go', () => {
  let together = stayTogether(new Map(), [BO], 0);
  together = stayTogether(together, [BO, CEES], 10_000);
  expect(metBy(together, MEETING_MS - 1)).toEqual([]);
  expect(metBy(together, MEETING_MS)).toEqual([BO]);
  together = stayTogether(together, [CEES], 21_000);
  together = stayTogether(together, [BO, CEES], 22_000);
  expect(metBy(together, 31_000)).toEqual([CEES]);
});

test('a second time is the same person, who comes first and keeps the card', () => {
  let met = meet([], at(1000, 'Bo', 'Strand'), CARD);
  met = meet(met, at(2000, 'Cees'));
  met = meet(met, at(3000));
  expect(met).toEqual([
    { name: 'Bo', event: 'Kennisdag', place: 'Strand', firstMs: 1000, lastMs: 3000, card: CARD },
    { name: 'Cees', event: 'Kennisdag', place: '', firstMs: 2000, lastMs: 2000, card: null },
  ]);
  expect(forget(met, met[0] as never).map(({ name }) => name)).toEqual(['Cees']);
});

test('the list has an end', () => {
  let met = meet([], at(0));
  for (let i = 0; i < MOST_MET; i += 1) met = meet(met, at(i + 1, `P${i}`));
  expect(met.length).toBe(MOST_MET);
  expect(met.some(({ name }) => name === 'Bo')).toBe(false);
});

test('whatever a browser kept, what comes out is a list of people', () => {
  const good = meet([], at(1), CARD)[0];
  expect(readMet([good, null, 5, { name: 'x' }, { ...good, card: { name: 1 } }])).toEqual([good]);
  for (const junk of [null, 'x', {}, 5]) expect(readMet(junk)).toEqual([]);
});
