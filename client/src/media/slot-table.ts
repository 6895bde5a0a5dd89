/** Who plays in which slot. Pure: no peer connection, no DOM. */

import type { AvatarId } from '../core/units.ts';

export interface SlotUse {
  readonly avatar: AvatarId;
  readonly audio: boolean;
  readonly video: boolean;
}

export type WireSlot = readonly [slot: number, avatar: number, audio: boolean, video: boolean];

/** The last complete list of slots. Lists that arrive late are ignored: a voice never lands on the wrong face. */
export class SlotTable {
  #revision = -1;
  #uses: ReadonlyMap<number, SlotUse> = new Map();

  get uses(): ReadonlyMap<number, SlotUse> {
    return this.#uses;
  }

  /** Takes a complete list; false when a newer one came before it. */
  apply(revision: number, slots: readonly WireSlot[]): boolean {
    if (revision <= this.#revision) return false;
    this.#revision = revision;
    this.#uses = new Map(
      slots.map(([slot, avatar, audio, video]) => [slot, { avatar: avatar as AvatarId, audio, video }]),
    );
    return true;
  }

  /** Nobody plays any more, and the next list counts whatever its revision: the server began anew. */
  reset(): void {
    this.#revision = -1;
    this.#uses = new Map();
  }

  avatarOf(slot: number): AvatarId | null {
    return this.#uses.get(slot)?.avatar ?? null;
  }
}
