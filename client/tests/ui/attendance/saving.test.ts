import { expect, test } from 'vitest';
import { ReplayError } from '../../../src/state/replay.ts';
import { momentName, reasonOf } from '../../../src/ui/attendance/saving.ts';

test('a file is named after the event and the moment, without what file systems do not take', () => {
  const at = new Date(2025, 5, 12, 14, 5).getTime();
  expect(momentName('Kennisdag: één / twee?', at, 'png')).toBe('kennisdag-een-twee-2025-06-12-1405.png');
  expect(momentName('会議', at, 'webm')).toBe('eiland-2025-06-12-1405.webm');
});

test('what went wrong has a code, also if nobody knows it', () => {
  expect(reasonOf(new ReplayError('film_failed'))).toBe('film_failed');
  expect(reasonOf(new TypeError('x'))).toBe('unknown');
});
