import { expect, it } from 'vitest';
import type { ConversationId } from '../../src/core/units.ts';
import { fitted } from '../../src/render/label-art.ts';
import { labelBits, labelContent } from '../../src/render/label-content.ts';

const alone = { availability: 'available', conversation: null, microphone: false, camera: true } as const;
const talking = { ...alone, conversation: 3 as ConversationId };

it('somebody alone has a bare name', () => {
  expect(labelContent(labelBits(alone, 'attendee', false, false))).toEqual({ own: false, speaking: false, signs: [] });
});

it('in conversation one sees who is muted and who is seen', () => {
  expect(labelContent(labelBits(talking, 'attendee', false, true)).signs).toEqual(['muted', 'camera']);
});

it('status and role come first', () => {
  const content = labelContent(labelBits({ ...talking, availability: 'busy' }, 'host', true, false));
  expect(content).toEqual({ own: true, speaking: false, signs: ['busy', 'host', 'muted', 'camera'] });
});

it('long names end in an ellipsis and never break a letter in two', () => {
  const measure = (text: string) => Array.from(text).length;
  expect(fitted('Anna', 5, measure)).toBe('Anna');
  expect(fitted('Anna van Buren', 6, measure)).toBe('Anna…');
  expect(fitted('👩‍🦽👩‍🦽👩‍🦽', 2, measure)).not.toContain('\ufffd');
});
