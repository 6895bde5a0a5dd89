/** Looks as numbers: random ones, and one with a part changed. Pure. */

import type { Look } from '../../core/people.ts';

/** What everybody has whose drawings did not load. */
export const PLAIN_LOOK: Look = [0, 0, 0, 0, 0, 0, 0];

/** The parts of a look, by their place in it. */
export const LOOK_PARTS = ['body', 'skin', 'clothes', 'clothesColour', 'hair', 'hairColour', 'aid'] as const;
export type LookPart = (typeof LOOK_PARTS)[number];
/** An aid is chosen by whoever wants it, never by chance. */
const AID = LOOK_PARTS.indexOf('aid');

/** A look of these many choices for each part. `random` gives numbers from 0 up to 1. */
export function randomLook(optionCounts: readonly number[], random: () => number): Look {
  const parts = LOOK_PARTS.map((_, part) => (part === AID ? 0 : Math.floor(random() * (optionCounts[part] ?? 1))));
  return parts as unknown as Look;
}

export function withPart(look: Look, part: number, choice: number): Look {
  return look.map((present, index) => (index === part ? choice : present)) as unknown as Look;
}

/** A look out of any numbers: those beyond the choices begin anew. */
export function wrapped(look: Look, optionCounts: readonly number[]): Look {
  return look.map((choice, part) => choice % (optionCounts[part] ?? 1)) as unknown as Look;
}

/** Brings remembered looks back to what there is to choose from now. */
export function withinOptions(look: Look, optionCounts: readonly number[]): Look {
  return look.map((choice, part) => (choice < (optionCounts[part] ?? 1) ? choice : 0)) as unknown as Look;
}
