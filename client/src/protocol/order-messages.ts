/** The messages of docs/protocol.md section 8.4: keeping an event pleasant. */

import type { Role } from '../core/people.ts';

export const WHYS = ['noise', 'rude', 'spam', 'unsafe', 'programme', 'other'] as const;
export type Why = (typeof WHYS)[number];

export type What =
  | 'muted'
  | 'unmuted'
  | 'asked_lower'
  | 'removed'
  | 'banned'
  | 'unbanned'
  | 'island_locked'
  | 'island_unlocked'
  | 'chat_slowed'
  | 'zone_closed'
  | 'zone_opened'
  | 'message_hidden';

export interface WireDeed {
  readonly deed: number;
  readonly what: What;
  readonly by: string;
  /** null: it is about nobody; empty: nobody knows the name any more. */
  readonly about: string | null;
  readonly avatar: number | null;
  readonly role: Role;
  readonly why: Why;
  readonly words: string;
  readonly island: string;
  readonly zone: string | null;
  /** Seconds between two chat messages. */
  readonly pace: number;
  readonly link: boolean;
  /** ms since 1970. */
  readonly at: number;
  readonly stands: boolean;
  readonly undone_by: string | null;
}

export interface WireCard {
  readonly what: What;
  readonly why: Why;
  readonly words: string;
}

export interface WireReport {
  readonly report: number;
  readonly from: readonly [avatar: number, name: string];
  readonly about: readonly [avatar: number, name: string];
  readonly island: string;
  readonly zone: string | null;
  readonly x: number;
  readonly y: number;
  readonly why: Why;
  readonly text: string;
}

export interface WireBlock {
  readonly block: number;
  readonly name: string;
  readonly avatar: number | null;
}

export interface OrderServerMessages {
  order: (message: { readonly deeds: readonly WireDeed[] }) => void;
  order_card: (message: WireCard) => void;
  chat_pace: (message: { readonly pace: number; readonly zones: Readonly<Record<string, number>> }) => void;
  chat_hidden: (message: { readonly ids: readonly number[] }) => void;
  report: (message: WireReport) => void;
  report_taken: (message: { readonly report: number; readonly by: string }) => void;
  blocks: (message: { readonly blocks: readonly WireBlock[] }) => void;
}

interface Reason {
  readonly why: Why;
  readonly words: string;
}

interface AboutSomebody extends Reason {
  readonly avatar: number;
}

export interface OrderClientMessages {
  mute: AboutSomebody & { readonly muted: boolean };
  ask_lower: AboutSomebody;
  remove: AboutSomebody;
  ban: AboutSomebody & { readonly link: boolean };
  lock_island: Reason & { readonly locked: boolean };
  slow_chat: Reason & { readonly pace: number; readonly zone: string | null };
  close_zone: Reason & { readonly zone: string; readonly closed: boolean };
  hide_message: Reason & { readonly message: number };
  undo_deed: { readonly deed: number };
  report: { readonly avatar: number; readonly why: Why; readonly text: string };
  take_report: { readonly report: number };
  block: { readonly avatar: number };
  unblock: { readonly block: number };
}

export interface OrderAckExtras {
  report: { readonly hosts: number };
}
