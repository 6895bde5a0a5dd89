/** Who speaks, from how loud each voice is, without flicker. Pure. */

import type { AvatarId } from '../core/units.ts';

/** How often levels are read. */
export const SPEAKING_PERIOD_MS = 100;

/** Linear, 0..1. Louder than `BEGINS` starts speech; it goes on until everything was softer than `ENDS` for `HOLD_MS`. */
const BEGINS = 0.02;
const ENDS = 0.01;
const HOLD_MS = 400;

/** Turns levels into the set of those who speak. The set is a new object only if somebody began or stopped. */
export class SpeakingDetector {
  #speaking: ReadonlySet<AvatarId> = new Set();
  readonly #lastLoud = new Map<AvatarId, number>();

  /** `levels` holds everybody who could be heard now; who is left out is silent at once. */
  update(levels: ReadonlyMap<AvatarId, number>, nowMs: number): ReadonlySet<AvatarId> {
    const speaking = new Set<AvatarId>();
    for (const [avatar, level] of levels) {
      const spoke = this.#speaking.has(avatar);
      if (level >= (spoke ? ENDS : BEGINS)) this.#lastLoud.set(avatar, nowMs);
      const lastLoud = this.#lastLoud.get(avatar);
      if (lastLoud !== undefined && nowMs - lastLoud < HOLD_MS) speaking.add(avatar);
    }
    for (const avatar of this.#lastLoud.keys()) if (!levels.has(avatar)) this.#lastLoud.delete(avatar);
    if (!sameMembers(speaking, this.#speaking)) this.#speaking = speaking;
    return this.#speaking;
  }
}

function sameMembers(one: ReadonlySet<AvatarId>, other: ReadonlySet<AvatarId>): boolean {
  return one.size === other.size && [...one].every((avatar) => other.has(avatar));
}
