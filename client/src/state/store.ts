/**
 * What the page knows, as signals. Managers in `net` and `media` write here through `main`; panels and the renderer read.
 * Nothing here knows the DOM or a socket.
 */

import { type Signal, signal } from '@preact/signals';
import type { FocusArea } from '../core/focus-area.ts';
import type { Door, IslandMap, Zone } from '../core/island-map.ts';
import type { Nearby } from '../core/nearby.ts';
import type { Availability, Conversation, Look, MediaChoice, Person, Role } from '../core/people.ts';
import type { AvatarId, DoorId, Tile } from '../core/units.ts';
import type { WorldView } from '../core/world-view.ts';
import { type DeviceChoices, type DeviceState, type MediaState, NO_DEVICES, type Voice } from '../media/media-types.ts';
import type { Link } from '../net/connection.ts';
import { type Activities, createActivities } from './activities.ts';
import { type Company, createCompany } from './company.ts';
import { createGathering, type Gathering } from './gathering.ts';
import { createOrder, type OrderState } from './order.ts';
import { createStageState, type StageState } from './stage.ts';
import { createZoning, type Zoning } from './zoning.ts';

export type { Nearby } from '../core/nearby.ts';
export type { DeviceChoices, DeviceKind, DeviceOption, DeviceState, MediaState, Voice } from '../media/media-types.ts';
export type { Link } from '../net/connection.ts';

export type Language = 'nl' | 'en';
export type Reaction = 'thumbs_up' | 'clap' | 'heart' | 'laugh' | 'surprise' | 'party' | 'question' | 'hand';

/** What is known of the event before entering. */
export interface EventInfo {
  readonly id: string;
  readonly name: string;
  readonly map: string;
  readonly log: 'presence' | 'movement';
  readonly retentionDays: number;
  /** Events of one series know their people from one another; the event's own id if it stands alone. */
  readonly series: string;
  /** In which the door offers itself, the first one first; empty: all. */
  readonly languages: readonly Language[];
  /** ms since 1970; null: it has always begun. */
  readonly startsMs: number | null;
  readonly description: string;
  /** Whether there are other events of its series. */
  readonly shared: boolean;
}

export type Phase =
  | { readonly at: 'loading' }
  /** `signIn`: by whose account one may sign in instead. */
  | { readonly at: 'refused'; readonly reason: string; readonly signIn?: string | undefined }
  | { readonly at: 'entry'; readonly role: Role }
  | { readonly at: 'connecting' }
  /** The event is full, and one waits for a place in a line of `people`. */
  | { readonly at: 'waiting'; readonly place: number; readonly people: number }
  | { readonly at: 'island' }
  /** A portal took us; `failed`: the map of that island did not come. */
  | { readonly at: 'travelling'; readonly island: string; readonly failed: boolean }
  | { readonly at: 'ended'; readonly reason: string }
  /** Not at an island at all: what is kept of oneself. */
  | { readonly at: 'trail' };

export interface Me {
  readonly avatar: AvatarId;
  readonly name: string;
  readonly look: Look;
  readonly role: Role;
  readonly availability: Availability;
  readonly media: MediaChoice;
}

export interface ChatLine {
  readonly id: number;
  readonly from: AvatarId;
  readonly name: string;
  readonly scope: 'near' | 'island';
  readonly text: string;
  /** ms since 1970. */
  readonly at: number;
}

/** Something to tell once: shown as a toast and read by screen readers. `key` is a translation key, `values` fill it in. */
export interface Notice {
  readonly id: number;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly urgent: boolean;
}

export interface ShownReaction {
  readonly avatar: AvatarId;
  readonly emoji: Reaction;
  /** performance.now() at which it came. */
  readonly since: number;
}

/** The sounds of places: `allowed` is null until somebody was asked. */
export interface PlaceSoundChoice {
  readonly allowed: boolean | null;
  /** 0..1. */
  readonly volume: number;
}

export interface Store {
  readonly phase: Signal<Phase>;
  readonly link: Signal<Link>;
  readonly event: Signal<EventInfo | null>;
  readonly map: Signal<IslandMap | null>;
  readonly world: Signal<WorldView | null>;
  readonly me: Signal<Me | null>;
  readonly people: Signal<ReadonlyMap<AvatarId, Person>>;
  /** Nearest first. */
  readonly nearby: Signal<readonly Nearby[]>;
  /** The zones of the whole island as they are now: those of the map in its order, then those that hosts put up. */
  readonly zones: Signal<readonly Zone[]>;
  /** The doors that are open. */
  readonly doors: Signal<ReadonlySet<DoorId>>;
  readonly conversation: Signal<Conversation | null>;
  /** Left the bubble while standing in it: may join again. */
  readonly aside: Signal<boolean>;
  /** The tile on which one stands; null before one is there. */
  readonly standing: Signal<Tile | null>;
  /** The zones in which one stands, in the order of the map. */
  readonly here: Signal<readonly Zone[]>;
  /** The zones, as far as one sees, whose conversation is locked. */
  readonly lockedZones: Signal<ReadonlySet<Zone['id']>>;
  /** The doors that one can work from where one stands. */
  readonly doorsHere: Signal<readonly Door[]>;
  /** What the camera should show while one stands here; null: oneself. */
  readonly focus: Signal<FocusArea | null>;
  /** The others are drawn faint; null: nobody is. */
  readonly strong: Signal<ReadonlySet<AvatarId> | null>;
  readonly placeSounds: Signal<PlaceSoundChoice>;
  /** Other hosts that this browser may fetch pages and sounds of places from. */
  readonly hosts: Signal<ReadonlySet<string>>;
  /** Whether one's path may be kept, if the event does so. */
  readonly keepsPath: Signal<boolean>;
  /** Where one sees what is kept of oneself; null if nothing can be. */
  readonly trail: Signal<string | null>;
  readonly voices: Signal<readonly Voice[]>;
  readonly speaking: Signal<ReadonlySet<AvatarId>>;
  readonly microphone: Signal<DeviceState>;
  readonly camera: Signal<DeviceState>;
  /** One's own picture, for the self view. */
  readonly selfVideo: Signal<MediaStream | null>;
  /** The microphones and cameras to choose from. */
  readonly devices: Signal<DeviceChoices>;
  /** How loud one's own microphone is, 0..1. */
  readonly microphoneLevel: Signal<number>;
  /** Voices come from the side where their avatar stands. */
  readonly placedVoices: Signal<boolean>;
  readonly media: Signal<MediaState>;
  /** Announcements, calls, the countdown, rounds, help. */
  readonly gathering: Gathering;
  readonly chat: Signal<readonly ChatLine[]>;
  readonly reactions: Signal<readonly ShownReaction[]>;
  readonly notices: Signal<readonly Notice[]>;
  readonly activities: Activities;
  readonly zoning: Zoning;
  readonly language: Signal<Language>;
  readonly reducedMotion: Signal<boolean>;
  readonly zoom: Signal<number>;
  readonly order: OrderState;
  readonly stage: StageState;
  readonly company: Company;
  /** The tile on which one stands; null outside the island. */
  readonly ownTile: Signal<Tile | null>;
  /** What the right passcode was worth; null before one was given. */
  readonly permit: Signal<string | null>;
  /** For hosts: how many wait for a place. */
  readonly peopleWaiting: Signal<number>;
}

/** An empty store, as at page load. */
export function createStore(language: Language, reducedMotion: boolean): Store {
  return {
    phase: signal<Phase>({ at: 'loading' }),
    link: signal<Link>({ at: 'offline' }),
    event: signal<EventInfo | null>(null),
    map: signal<IslandMap | null>(null),
    world: signal<WorldView | null>(null),
    me: signal<Me | null>(null),
    people: signal<ReadonlyMap<AvatarId, Person>>(new Map()),
    nearby: signal<readonly Nearby[]>([]),
    zones: signal<readonly Zone[]>([]),
    doors: signal<ReadonlySet<DoorId>>(new Set()),
    conversation: signal<Conversation | null>(null),
    aside: signal(false),
    standing: signal<Tile | null>(null),
    here: signal<readonly Zone[]>([]),
    lockedZones: signal<ReadonlySet<Zone['id']>>(new Set()),
    doorsHere: signal<readonly Door[]>([]),
    focus: signal<FocusArea | null>(null),
    strong: signal<ReadonlySet<AvatarId> | null>(null),
    placeSounds: signal<PlaceSoundChoice>({ allowed: null, volume: 0.6 }),
    hosts: signal<ReadonlySet<string>>(new Set()),
    keepsPath: signal(false),
    trail: signal<string | null>(null),
    voices: signal<readonly Voice[]>([]),
    speaking: signal<ReadonlySet<AvatarId>>(new Set()),
    microphone: signal<DeviceState>('off'),
    camera: signal<DeviceState>('off'),
    selfVideo: signal<MediaStream | null>(null),
    devices: signal<DeviceChoices>(NO_DEVICES),
    microphoneLevel: signal(0),
    placedVoices: signal(true),
    media: signal<MediaState>('none'),
    gathering: createGathering(),
    chat: signal<readonly ChatLine[]>([]),
    reactions: signal<readonly ShownReaction[]>([]),
    notices: signal<readonly Notice[]>([]),
    activities: createActivities(),
    zoning: createZoning(),
    language: signal(language),
    reducedMotion: signal(reducedMotion),
    zoom: signal(2),
    order: createOrder(),
    stage: createStageState(),
    company: createCompany(),
    ownTile: signal<Tile | null>(null),
    permit: signal<string | null>(null),
    peopleWaiting: signal(0),
  };
}
