/** What the renderer and the nearby list read of the world, at a time. */

import type { Pose } from './motion.ts';
import type { Availability, ConversationKind } from './people.ts';
import type { AvatarId, ConversationId, IslandMs } from './units.ts';

export interface AvatarView {
  readonly avatar: AvatarId;
  readonly pose: Pose;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly availability: Availability;
  readonly conversation: ConversationId | null;
  readonly conversationKind: ConversationKind | null;
  readonly locked: boolean;
  readonly onStage: boolean;
}

/** The replica of the part of the world that this browser may see. */
export interface WorldView {
  /** Everybody visible, oneself included (oneself as predicted), at the island's time `now`. */
  avatarsAt(now: IslandMs): readonly AvatarView[];
  /** One of them, or undefined. */
  avatarAt(avatar: AvatarId, now: IslandMs): AvatarView | undefined;
}
