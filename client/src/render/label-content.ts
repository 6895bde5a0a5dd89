/** What a name pill tells, as a small number that is cheap to compare each frame. Pure. */

import type { Role } from '../core/people.ts';
import type { AvatarView } from '../core/world-view.ts';
import type { VectorIcon } from './vector-icons.ts';

const OWN = 1;
const SPEAKING = 2;
/** The signs in their order, each a bit from 4 on. */
const SIGNS: readonly VectorIcon[] = ['busy', 'away', 'host', 'muted', 'camera'];

/** What a pill tells besides the name. */
export interface LabelContent {
  readonly own: boolean;
  readonly speaking: boolean;
  readonly signs: readonly VectorIcon[];
}

type Seen = Pick<AvatarView, 'availability' | 'conversation' | 'microphone' | 'camera'>;

/** Devices are told of those in conversation only: elsewhere nobody is heard anyway. */
export function labelBits(view: Seen, role: Role, own: boolean, speaking: boolean): number {
  const talks = view.conversation !== null;
  let bits = (own ? OWN : 0) | (speaking ? SPEAKING : 0);
  if (view.availability === 'busy') bits |= bitOf('busy');
  if (view.availability === 'away') bits |= bitOf('away');
  if (role !== 'attendee') bits |= bitOf('host');
  if (talks && !view.microphone) bits |= bitOf('muted');
  if (talks && view.camera) bits |= bitOf('camera');
  return bits;
}

export function labelContent(bits: number): LabelContent {
  return {
    own: (bits & OWN) !== 0,
    speaking: (bits & SPEAKING) !== 0,
    signs: SIGNS.filter((sign) => (bits & bitOf(sign)) !== 0),
  };
}

function bitOf(sign: VectorIcon): number {
  return 4 << SIGNS.indexOf(sign);
}
