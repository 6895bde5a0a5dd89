import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { activityHostTexts } from '../../src/i18n/activity-host-texts.ts';
import { activityReason, activityTexts } from '../../src/i18n/activity-texts.ts';
import { isText } from '../../src/i18n/texts.ts';

const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

test.each([activityTexts, activityHostTexts])('both languages have the same keys and values', ({ nl, en }) => {
  const values = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
  expect(Object.keys(en)).toEqual(Object.keys(nl));
  for (const [key, text] of Object.entries(nl))
    expect(values((en as Record<string, string>)[key] ?? ''), key).toEqual(values(text));
});

test('every reason of the protocol has a sentence', () => {
  const listed = protocol.split('Reasons about activities:')[1]?.split('\n\n')[0] ?? '';
  const reasons = [...listed.matchAll(/`([a-z_]+)`/g)];
  expect(reasons.length).toBeGreaterThan(15);
  for (const [, reason = ''] of reasons)
    expect(activityReason(reason) ?? (isText(`reason.${reason}`) ? reason : null), reason).not.toBeNull();
  expect(activityReason('brand_new')).toBeNull();
});
