/** The messages of docs/protocol.md, as they are on the wire. */

import type { Availability, ConversationKind, Look, MediaChoice, Role } from '../core/people.ts';
import type { ActivityAckExtras, ActivityClientMessages, ActivityServerMessages } from './activity-messages.ts';
import type { GatheringAcks, GatheringClientMessages, GatheringServerMessages } from './gathering-messages.ts';
import type { OrderAckExtras, OrderClientMessages, OrderServerMessages } from './order-messages.ts';
import type { PeopleAckExtras, PeopleClientMessages, PeopleServerMessages } from './people-messages.ts';
import type { StageClientMessages, StageServerMessages } from './stage-messages.ts';
import type { ZoneAckExtras, ZoneClientMessages, ZoneServerMessages } from './zone-messages.ts';

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
  status?: string,
];

export interface WireConversation {
  readonly id: number;
  readonly kind: ConversationKind;
  readonly zone: string | null;
  readonly locked: boolean;
  readonly lockable: boolean;
  readonly capacity: number;
  /** Of a stage those who are heard; all of any other conversation. */
  readonly members: readonly (readonly [avatar: number, role: 'speaker' | 'listener'])[];
  /** How many only listen. */
  readonly listeners: number;
  readonly open?: boolean;
  readonly listening?: readonly number[];
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
  readonly series: string;
  readonly languages?: readonly ('nl' | 'en')[];
  readonly starts_ms?: number;
  readonly description?: string;
  readonly shared?: boolean;
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
  /** The doors that are open. */
  readonly doors: readonly string[];
  readonly view: Uint8Array;
  readonly rules: WireRules;
}

export type Ack<Extra = object> = ({ readonly ok: true } & Extra) | { readonly ok: false; readonly reason: string };

export interface ServerMessages
  extends GatheringServerMessages,
    ActivityServerMessages,
    OrderServerMessages,
    PeopleServerMessages,
    StageServerMessages,
    ZoneServerMessages {
  welcome: (message: Welcome) => void;
  waiting: (message: { readonly place: number; readonly people: number }) => void;
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
  doors: (message: { readonly open: readonly string[] }) => void;
  turned_away: (message: { readonly zone: string; readonly reason: string }) => void;
  travel: (message: { readonly island: string; readonly map: string }) => void;
  people_waiting: (message: { readonly people: number }) => void;
  log_problem: (message: { readonly problem: boolean }) => void;
  event_ending: (message: { readonly in_ms: number }) => void;
  travel_failed: (message: { readonly island: string }) => void;
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

/** What a client says of itself when it connects. */
export interface Hello {
  readonly v: typeof PROTOCOL_VERSION;
  readonly token: string;
  readonly person: string | null;
  readonly name: string;
  readonly look: Look;
  readonly media: MediaChoice;
  readonly lang: 'nl' | 'en';
  readonly path: boolean;
  readonly entry: string | null;
  readonly generation: number | null;
  readonly permit: string | null;
}

/** The messages of a client, each one map; `clock` and `leave` are empty ones. Never with `undefined` in it: msgpack has no such thing. */
export interface ClientMessages
  extends GatheringClientMessages,
    ActivityClientMessages,
    OrderClientMessages,
    PeopleClientMessages,
    StageClientMessages,
    ZoneClientMessages {
  walk: { readonly seq: number; readonly x: number; readonly y: number; readonly runs: readonly number[] };
  go: { readonly seq: number; readonly x: number; readonly y: number };
  approach: { readonly seq: number; readonly avatar: number };
  chat: { readonly scope: 'near' | 'island'; readonly text: string };
  react: { readonly emoji: string };
  wave: { readonly avatar: number };
  status: { readonly availability: Availability };
  profile: { readonly name: string; readonly look: Look };
  devices: { readonly mic: boolean; readonly camera: boolean };
  conversation: { readonly action: 'leave' | 'join' | 'lock' | 'unlock' };
  path: { readonly kept: boolean };
  door: { readonly door: string; readonly open: boolean };
  media_answer: { readonly generation: number; readonly sdp: string };
  media_restart: Record<string, never>;
  clock: Record<string, never>;
  leave: Record<string, never>;
}

/** What an acknowledgement carries beside `ok`. */
export interface AckExtras extends GatheringAcks, ActivityAckExtras, OrderAckExtras, PeopleAckExtras, ZoneAckExtras {
  clock: { readonly now: number };
  stage_bring: { readonly asked: boolean };
}

export type AckOf<Name extends keyof ClientMessages> = Name extends keyof AckExtras ? Ack<AckExtras[Name]> : Ack;

export type ServerMessage<Name extends keyof ServerMessages> = Parameters<ServerMessages[Name]>[0];
