import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ZONE_ICONS, zoneIconPath } from '../../src/core/zone-icons.ts';

test('every icon of the protocol is drawn, and no other', () => {
  const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  const line = protocol.split('\n').find((one) => one.startsWith('Icons: ')) ?? '';
  expect([...line.matchAll(/`([a-z]+)`/g)].map((match) => match[1])).toEqual(ZONE_ICONS);
});

test('an icon that this version does not know is none', () => {
  expect(zoneIconPath('toString')).toBeNull();
  expect(zoneIconPath('')).toBeNull();
});
