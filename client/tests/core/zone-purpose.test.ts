import { expect, test } from 'vitest';
import { focusOf } from '../../src/core/focus-area.ts';
import { givenName, isMeeting, isWorthListing } from '../../src/core/zone-purpose.ts';
import { zoneOf } from './made-zones.ts';

const unnamed = zoneOf('unnamed_tiled_area_3');

test('a name that a program made up is none', () => {
  expect(givenName(unnamed, 'nl')).toBe('');
  expect(givenName(zoneOf(' '), 'nl')).toBe('');
  expect(givenName(zoneOf('Bar'), 'nl')).toBe('Bar');
  expect(givenName(zoneOf('unnamed_tiled_area_x'), 'nl')).toBe('unnamed_tiled_area_x');
});

test('worth listing is what somebody named or what does something', () => {
  expect(isWorthListing(unnamed, 'nl')).toBe(false);
  expect(isWorthListing({ ...unnamed, kind: 'start' }, 'nl')).toBe(false);
  expect(isWorthListing({ ...unnamed, effects: [{ effect: 'focus', margin: 0 }] }, 'nl')).toBe(false);
  expect(isWorthListing(zoneOf('Bar'), 'nl')).toBe(true);
  expect(isWorthListing({ ...unnamed, kind: 'quiet' }, 'nl')).toBe(true);
  expect(isWorthListing({ ...unnamed, portal: { island: 'nes', entry: '', open: true } }, 'nl')).toBe(true);
  expect(isWorthListing({ ...unnamed, effects: [{ effect: 'tab', url: 'https://a.nl', label: '' }] }, 'nl')).toBe(true);
});

test('the smallest zone that wants it is in view, as the box around its tiles', () => {
  const stage = zoneOf('stage', {
    effects: [{ effect: 'focus', margin: 0.5 }],
    spans: [
      [4, 2, 5],
      [6, 1, 3],
    ],
  });
  const hall = zoneOf('hall', { effects: [{ effect: 'focus', margin: 0 }], spans: [[4, 0, 50]] });
  expect(focusOf([hall, stage])).toEqual({ x0: 1, y0: 4, x1: 5, y1: 7, margin: 0.5 });
  expect(focusOf([zoneOf('bar')])).toBeNull();
});

test('a table is a meeting as well', () => {
  expect(isMeeting(zoneOf('t', { kind: 'table' }))).toBe(true);
  expect(isMeeting(zoneOf('m', { kind: 'meeting' }))).toBe(true);
  expect(isMeeting(zoneOf('s', { kind: 'podium' }))).toBe(false);
});
