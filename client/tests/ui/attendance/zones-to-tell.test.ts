import { expect, test } from 'vitest';
import { figureWords } from '../../../src/ui/attendance/figures/figure-words.ts';
import { zonesToTell } from '../../../src/ui/attendance/figures/zones-to-tell.ts';
import type { KnownZone, ZoneUse } from '../../../src/ui/attendance/figures.ts';
import { made } from './made-figures.ts';

const [some] = made.insight.zones;
const use = (zone: string, people: number): ZoneUse => ({ ...(some as ZoneUse), zone: ['isle', zone], people });
const known = (zone: string, kind: string, nl = ''): KnownZone => ({
  island: 'isle',
  zone,
  kind,
  names: nl ? { nl, en: '' } : {},
});
const told = (uses: readonly ZoneUse[], zones: readonly KnownZone[]) =>
  zonesToTell(uses, zones).map(({ zone }) => zone[1]);

test('zones with a name, a purpose or people are told of; nameless ones where nobody was are not', () => {
  const zones = [known('a', 'place', 'Tuin'), known('b', 'place'), known('c', 'meeting'), known('d', 'place')];
  expect(told([use('a', 0), use('b', 0), use('c', 0), use('d', 3)], zones)).toEqual(['a', 'c', 'd']);
});

test('without the map only zones with a made up name are left out', () => {
  expect(told([use('cafe', 0), use('unnamed_tiled_area_7', 0), use('unnamed_tiled_area_8', 2)], [])).toEqual([
    'cafe',
    'unnamed_tiled_area_8',
  ]);
});

test('zones are called as the map calls them, or else by their id', () => {
  const zones = [known('a', 'place', 'Tuin'), known('unnamed_tiled_area_7', 'place', 'unnamed_tiled_area_7')];
  const words = (language: 'nl' | 'en') => figureWords({ language, isOfDays: false, isOfIslands: false, zones });
  expect(words('nl').zone(['isle', 'a'])).toBe('Tuin');
  expect(words('en').zone(['isle', 'a'])).toBe('a');
  expect(words('nl').zone(['isle', 'unnamed_tiled_area_7'])).toBe('plek zonder naam 7');
});
