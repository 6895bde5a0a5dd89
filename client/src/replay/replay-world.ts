/** The recorded island as the renderer reads it: everybody where they were, to the millisecond. */

import type { LoggedAvatar, LoggedState } from '../core/log/logged-state.ts';
import { type Pose, positionAt, type StepTimes } from '../core/motion.ts';
import type { AvatarId, IslandMs, Tile } from '../core/units.ts';
import type { AvatarView, WorldView } from '../core/world-view.ts';

const SOUTH = 4;

export class ReplayWorld implements WorldView {
  readonly #times: StepTimes;
  #state: LoggedState | null = null;
  #spots: ReadonlyMap<AvatarId, Tile> = new Map();
  /** The renderer asks more than once in a frame. */
  #views: readonly AvatarView[] = [];
  #viewsAt: IslandMs | null = null;

  constructor(times: StepTimes) {
    this.#times = times;
  }

  /** Show this state from now on, null: nobody. `spots` are where those stand whose place is not kept. */
  show(state: LoggedState | null, spots: ReadonlyMap<AvatarId, Tile>): void {
    this.#state = state;
    this.#spots = spots;
    this.refresh();
  }

  /** The state has gone on. */
  refresh(): void {
    this.#viewsAt = null;
  }

  avatarsAt(now: IslandMs): readonly AvatarView[] {
    if (this.#viewsAt === now) return this.#views;
    const views: AvatarView[] = [];
    if (this.#state) {
      for (const avatar of this.#state.avatars.values()) {
        const view = this.#viewOf(avatar, now);
        if (view) views.push(view);
      }
    }
    this.#views = views;
    this.#viewsAt = now;
    return views;
  }

  avatarAt(avatar: AvatarId, now: IslandMs): AvatarView | undefined {
    const known = this.#state?.avatars.get(avatar);
    return known && this.#viewOf(known, now);
  }

  #viewOf(avatar: LoggedAvatar, now: IslandMs): AvatarView | undefined {
    const pose = this.#poseOf(avatar, now);
    if (!pose) return undefined;
    const talk = avatar.conversation === null ? undefined : this.#state?.conversations.get(avatar.conversation);
    return {
      avatar: avatar.avatar,
      pose,
      microphone: avatar.microphone && !avatar.isMuted,
      camera: avatar.camera,
      availability: avatar.availability,
      conversation: avatar.conversation,
      conversationKind: talk?.kind ?? null,
      locked: talk?.locked ?? false,
      onStage: talk?.kind === 'stage' && talk.members.get(avatar.avatar) === 'speaker',
    };
  }

  #poseOf({ avatar, path }: LoggedAvatar, now: IslandMs): Pose | undefined {
    if (path) return positionAt(path, now, this.#times);
    const spot = this.#spots.get(avatar);
    return spot && { at: spot, facing: SOUTH, walking: false };
  }
}
