import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Look } from '../../src/core/people.ts';
import { type AvatarSheet, partOf } from '../../src/render/avatar-art.ts';

const sheet: AvatarSheet = JSON.parse(
  readFileSync(new URL('../../../maps/avatars/avatars.json', import.meta.url), 'utf8'),
);

it('a look names a row and a colour for each layer of the drawn sheet', () => {
  const look: Look = [1, 2, 3, 4, 5, 6, 1];
  expect(partOf(sheet, look, 'body')).toEqual({ row: 1, colour: sheet.palettes.skin[2] });
  expect(partOf(sheet, look, 'clothes')).toEqual({
    row: sheet.layers.clothes[3]?.row,
    colour: sheet.palettes.clothes[4],
  });
  expect(partOf(sheet, look, 'hair')).toEqual({ row: sheet.layers.hair[5]?.row, colour: sheet.palettes.hair[6] });
  expect(partOf(sheet, look, 'aid')).toEqual({ row: sheet.layers.aid[1]?.row, colour: null });
});

it('no aid draws nothing, and numbers beyond the sheet wrap around', () => {
  expect(partOf(sheet, [0, 0, 0, 0, 0, 0, 0], 'aid')).toBeNull();
  const { body } = sheet.layers;
  expect(partOf(sheet, [body.length, 0, 0, 0, 0, 0, 0], 'body')?.row).toBe(body[0]?.row);
});
