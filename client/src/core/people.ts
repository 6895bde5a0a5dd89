/** Who is on the island, and in which conversation. */

import type { AvatarId, ConversationId, ZoneId } from './units.ts';

export type Role = 'attendee' | 'host' | 'organiser';
export type Availability = 'available' | 'busy' | 'away';
export type ConversationKind = 'bubble' | 'meeting' | 'stage';
export type MediaChoice = 'full' | 'listen' | 'text';
/** body, skin, clothes, clothes colour, hair, hair colour, aid: indices into avatars.json. */
export type Look = readonly [number, number, number, number, number, number, number];

export interface Person {
  readonly avatar: AvatarId;
  readonly name: string;
  readonly look: Look;
  readonly role: Role;
  readonly availability: Availability;
  readonly zone: ZoneId | null;
  readonly cellX: number;
  readonly cellY: number;
  /** What they say of themselves. */
  readonly status?: string;
}

export interface ConversationMember {
  readonly avatar: AvatarId;
  readonly role: 'speaker' | 'listener';
}

export interface Conversation {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly zone: ZoneId | null;
  readonly locked: boolean;
  /** Whether its members may lock it. */
  readonly lockable: boolean;
  readonly capacity: number;
  /** Of a stage those who are heard; oneself is not among them while one listens. */
  readonly members: readonly ConversationMember[];
  /** How many only listen. */
  readonly listeners: number;
  /** Those around may overhear it. */
  readonly open?: boolean;
  /** Who overhears it now. */
  readonly listening?: readonly AvatarId[];
}
