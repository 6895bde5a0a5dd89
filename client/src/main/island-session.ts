/** One stay on an island: the connection, the replica of the world, and what of them goes into the store. */

import type { Door, IslandMap, Zone } from '../core/island-map.ts';
import { IslandClock } from '../core/island-time.ts';
import type { AvatarId, ConversationId, Direction, IslandMs, Tile, ZoneId } from '../core/units.ts';
import { SpanIndex, ZoneIndex } from '../core/zone-index.ts';
import { ClockSync } from '../net/clock-sync.ts';
import { Connection, type ConnectionOptions, type Handlers, type Link } from '../net/connection.ts';
import { savedPerson, savePerson, trailAddress } from '../net/person-token.ts';
import {
  type AckOf,
  type ClientMessages,
  PROTOCOL_VERSION,
  type ServerMessage,
  type Welcome,
} from '../protocol/messages.ts';
import { addChatLine, addReaction, endReactions } from '../state/chat.ts';
import { applyTalks } from '../state/company.ts';
import { type Aside, applyConversation, endAside, stepAside } from '../state/conversation.ts';
import { applyDoors, standAt } from '../state/here.ts';
import type { EntryChoice, Outcome } from '../state/intents.ts';
import type { NoticeBoard } from '../state/notices.ts';
import { openGround } from '../state/open-ground.ts';
import { applyRoster } from '../state/people.ts';
import type { EventInfo, Store } from '../state/store.ts';
import { lookAround } from '../state/surroundings.ts';
import { applyWelcome, eventInfo } from '../state/welcome.ts';
import { type DeskHandlers, deskHandlers } from './desk-handlers.ts';
import { tellLogProblem, tellTravelFailed, tellTurnedAway, tellWaiting } from './place-notices.ts';
import { Walking } from './walking.ts';

/** The messages about voices and pictures, for the media part. */
export type MediaHandlers = Pick<Handlers, 'media_offer' | 'media_slots' | 'media_uplink' | 'media_down'>;

export interface IslandSessionOptions {
  readonly store: Store;
  readonly notices: NoticeBoard;
  readonly event: EventInfo;
  readonly map: IslandMap;
  readonly token: string;
  readonly choice: EntryChoice;
  readonly media: MediaHandlers;
  /** The named entry at which to arrive; null after the first welcome of the page. */
  readonly entry: () => string | null;
  /** The offer on whose connection one still talks; null if there is none. */
  readonly heldGeneration: () => number | null;
  /** After every welcome: the server knows nothing yet of microphone and camera. */
  readonly onWelcome: () => void;
  /** A portal took us: the goodbye follows. */
  readonly onTravel: (message: ServerMessage<'travel'>) => void;
  /** We are on another island than the one whose map we have; this session has hung up. */
  readonly onElsewhere: (event: EventInfo) => void;
  readonly onLink: (link: Link) => void;
  /** It is over, for this reason; `entered` tells whether one has been on the island. */
  readonly onEnd: (reason: string, entered: boolean) => void;
  /** For tests: another socket than a real one. */
  readonly open?: ConnectionOptions['open'];
}

/** How often the nearby list is looked at, ms. */
const LOOK_AROUND_MS = 250;
/** Conversations about which the server is asked at a time. */
const MOST_ASKED = 40;

export class IslandSession {
  readonly #options: IslandSessionOptions;
  readonly #clock = new IslandClock();
  readonly #connection: Connection;
  readonly #clockSync: ClockSync;
  readonly #walking: Walking;
  #zones: ZoneIndex;
  #indexed: readonly Zone[];
  readonly #doors: SpanIndex<Door>;
  readonly #ticker: ReturnType<typeof setInterval>;
  #aside: Aside | null = null;
  #leaveTiles = 0;

  constructor(options: IslandSessionOptions) {
    this.#options = options;
    this.#indexed = options.map.zones;
    this.#zones = new ZoneIndex(this.#indexed);
    this.#doors = new SpanIndex(options.map.doors);
    this.#connection = new Connection({
      hello: () => this.#hello(),
      handlers: { ...this.#handlers(), ...deskHandlers(options.store, options.notices), ...options.media },
      onLink: options.onLink,
      onEnd: options.onEnd,
      ...(options.open && { open: options.open }),
    });
    this.#walking = new Walking({
      map: options.map,
      ground: (from, to) => openGround(options.store, options.map, from, to),
      now: this.now,
      isOnline: () => this.#connection.isOnline,
      requestWalk: (message) => this.request('walk', message),
    });
    this.#clockSync = new ClockSync(this.#clock, this.#connection, localMs);
    this.#ticker = setInterval(() => this.#lookAround(), LOOK_AROUND_MS);
  }

  /** The island's time. */
  readonly now = (): IslandMs => this.#clock.now(localMs());

  /** Hold a direction, or none. */
  head(direction: Direction | null): void {
    this.#walking.head(direction);
  }

  walkTo(tile: Tile): void {
    this.#walking.walkTo(tile);
  }

  async approach(avatar: AvatarId): Promise<Outcome> {
    const seq = this.#walking.nextSeq();
    return seq === null ? { ok: false, reason: 'network' } : this.request('approach', { seq, avatar });
  }

  /** Leave the conversation and stay put. */
  async leaveConversation(): Promise<Outcome> {
    const outcome = await this.request('conversation', { action: 'leave' });
    const at = this.#walking.rest;
    if (outcome.ok && at) {
      this.#aside = { at, leaveTiles: this.#leaveTiles };
      stepAside(this.#options.store);
    }
    return outcome;
  }

  send<Name extends keyof ClientMessages>(name: Name, message: ClientMessages[Name]): void {
    this.#connection.send(name, message);
  }

  request<Name extends keyof ClientMessages>(name: Name, message: ClientMessages[Name]): Promise<AckOf<Name>> {
    return this.#connection.request(name, message);
  }

  reconnect(): void {
    this.#connection.reconnect();
  }

  /** Leave the island for good. */
  close(): void {
    this.#rest();
    this.#connection.close();
  }

  /** Hang up; the same person goes on elsewhere. */
  drop(): void {
    this.#rest();
    this.#connection.drop();
  }

  #rest(): void {
    clearInterval(this.#ticker);
    this.#clockSync.stop();
  }

  #hello() {
    const { token, event, choice, store } = this.#options;
    const me = store.me.value;
    return {
      v: PROTOCOL_VERSION,
      token,
      person: savedPerson(event.series),
      name: me?.name || choice.name,
      look: me?.look ?? choice.look,
      media: choice.media,
      lang: store.language.value,
      path: store.keepsPath.value,
      entry: this.#options.entry(),
      generation: this.#options.heldGeneration(),
      permit: store.permit.value,
    } as const;
  }

  #handlers(): Omit<Handlers, keyof MediaHandlers | keyof DeskHandlers> {
    const { store, notices } = this.#options;
    return {
      welcome: (message) => this.#welcome(message),
      waiting: (line) => {
        store.phase.value = { at: 'waiting', ...line };
      },
      delta: (bytes) => this.#walking.handleDelta(bytes),
      roster: ({ put, gone }) => {
        applyRoster(store, put, gone);
        this.#walking.forget(gone);
      },
      moved: (message) => this.#walking.handleMoved(message),
      conversation: ({ conversation }) => applyConversation(store, conversation),
      chat: (message) => addChatLine(store, message),
      reaction: ({ avatar, emoji }) => addReaction(store, avatar as AvatarId, emoji, localMs()),
      wave: (message) => this.#wavedAt(message),
      doors: ({ open }) => {
        applyDoors(store, open);
        this.#walking.setOpenDoors(store.doors.value);
      },
      turned_away: (message) => {
        tellTurnedAway(store, notices, message);
        if (message.reason === 'locked' || message.reason === 'knock')
          store.company.shut.value = { zone: message.zone as ZoneId };
      },
      travel: (message) => this.#options.onTravel(message),
      people_waiting: ({ people }) => tellWaiting(store, notices, people),
      log_problem: ({ problem }) => tellLogProblem(notices, problem),
      travel_failed: ({ island }) => tellTravelFailed(notices, island),
    };
  }

  #welcome(welcome: Welcome): void {
    const { store, event, choice } = this.#options;
    savePerson(welcome.event.series, welcome.person);
    store.trail.value = trailAddress(welcome.person);
    if (welcome.event.map !== event.map) {
      this.drop();
      this.#options.onElsewhere(eventInfo(welcome.event));
      return;
    }
    this.#clock.start(welcome.now, localMs());
    this.#clockSync.start();
    this.#walking.begin(welcome);
    this.#leaveTiles = welcome.rules.leave_tiles;
    applyWelcome(store, welcome, choice.media);
    store.peopleWaiting.value = 0;
    this.#walking.setOpenDoors(store.doors.value);
    store.world.value = this.#walking.world;
    this.#options.onWelcome();
    this.#lookAround();
    this.#walking.resume();
  }

  /** Hosts change zones while one walks. */
  #indexZones(): void {
    const { value: zones } = this.#options.store.zones;
    if (zones === this.#indexed) return;
    this.#indexed = zones;
    this.#zones = new ZoneIndex(zones);
  }

  #wavedAt({ from }: ServerMessage<'wave'>): void {
    const name = this.#options.store.people.value.get(from as AvatarId)?.name;
    if (name === undefined) return;
    this.#options.store.company.wavedBy.value = from as AvatarId;
    this.#options.notices.tell('notice.wave', { name });
  }

  /** What conversations are about that came in sight; once each, for changes are told. */
  async #askTalks(conversations: readonly ConversationId[]): Promise<void> {
    const { company } = this.#options.store;
    applyTalks(
      company,
      conversations.map((id) => [id, '', false, false]),
    );
    const answer = await this.request('talks', { conversations: conversations.slice(0, MOST_ASKED) });
    if (answer.ok) applyTalks(company, answer.talks);
  }

  #lookAround(): void {
    const { store } = this.#options;
    const tile = lookAround(store, this.now(), (conversations) => void this.#askTalks(conversations));
    store.ownTile.value = tile;
    endReactions(store, localMs());
    this.#indexZones();
    if (tile) standAt(store, tile, this.#zones, this.#doors);
    if (tile && this.#aside && store.aside.value) endAside(store, this.#aside, tile, this.#zones);
  }
}

const localMs = (): number => performance.now();
