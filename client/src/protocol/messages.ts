/** The messages of docs/protocol.md, as they are on the wire. */

import type { Availability, ConversationKind, Role } from '../core/people.ts';

export const PROTOCOL_VERSION = 1;

export type WirePerson = readonly [
  avatar: number,
  name: string,
  look: readonly number[],
  role: Role,
  availability: Availability,
  zone: string | null,
  cellX: number,
  cellY: number,
];

export interface WireConversation {
  readonly id: number;
  readonly kind: ConversationKind;
  readonly zone: string | null;
  readonly locked: boolean;
  readonly capacity: number;
  readonly members: readonly (readonly [avatar: number, role: 'speaker' | 'listener'])[];
}

export interface WirePath {
  readonly t0: number;
  readonly x: number;
  readonly y: number;
  readonly facing: number;
  readonly runs: readonly number[];
}

export interface WireEvent {
  readonly id: string;
  readonly name: string;
  readonly map: string;
  readonly log: 'presence' | 'movement';
  readonly retention_days: number;
  readonly version: number;
}

export interface WireRules {
  readonly step_ms: number;
  readonly diagonal_ms: number;
  readonly cell_tiles: number;
  readonly resume_ms: number;
  readonly enter_tiles: number;
  readonly leave_tiles: number;
  readonly chat_tiles: number;
}

export interface Welcome {
  readonly v: number;
  readonly you: number;
  readonly person: string;
  readonly role: Role;
  readonly resumed: boolean;
  readonly now: number;
  readonly event: WireEvent;
  readonly people: readonly WirePerson[];
  readonly path: WirePath;
  readonly conversation: WireConversation | null;
  readonly view: Uint8Array;
  readonly rules: WireRules;
}

export type Ack<Extra = object> = ({ readonly ok: true } & Extra) | { readonly ok: false; readonly reason: string };

export interface ServerMessages {
  welcome: (message: Welcome) => void;
  delta: (bytes: Uint8Array) => void;
  roster: (message: { readonly put: readonly WirePerson[]; readonly gone: readonly number[] }) => void;
  moved: (message: WirePath & { readonly seq: number }) => void;
  conversation: (message: { readonly conversation: WireConversation | null }) => void;
  chat: (message: {
    readonly id: number;
    readonly from: number;
    readonly name: string;
    readonly scope: 'near' | 'island';
    readonly text: string;
    readonly at: number;
  }) => void;
  reaction: (message: { readonly avatar: number; readonly emoji: string }) => void;
  wave: (message: { readonly from: number }) => void;
  media_offer: (message: {
    readonly generation: number;
    readonly sdp: string;
    readonly audio_slots: number;
    readonly video_slots: number;
  }) => void;
  media_slots: (message: {
    readonly revision: number;
    readonly slots: readonly (readonly [slot: number, avatar: number, audio: boolean, video: boolean])[];
  }) => void;
  media_uplink: (message: { readonly audio: boolean; readonly video: boolean; readonly video_kbps: number }) => void;
  media_down: (message: { readonly reason: string }) => void;
  bye: (message: { readonly reason: string }) => void;
}
