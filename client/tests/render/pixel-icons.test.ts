import { expect, it } from 'vitest';
import { ICON_HEIGHT, ICON_WIDTH, iconRows, type PixelIcon } from '../../src/render/pixel-icons.ts';

const ICONS: PixelIcon[] = ['thumbs_up', 'clap', 'heart', 'laugh', 'surprise', 'party', 'question', 'hand', 'asleep'];

it.each(ICONS)('%s is a whole picture', (icon) => {
  const rows = iconRows(icon);
  expect(rows).toHaveLength(ICON_HEIGHT);
  for (const row of rows) expect(row).toMatch(new RegExp(`^[kwrdyobgv.]{${ICON_WIDTH}}$`));
});
