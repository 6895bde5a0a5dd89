/** From the door to the island, on to other islands and out again: which page there is, and what belongs to it. */

import type { IslandMap } from '../core/island-map.ts';
import type { IslandMs } from '../core/units.ts';
import type { ConnectionOptions, Link } from '../net/connection.ts';
import { arrivalIn, askEntry, invitationIn } from '../net/entry.ts';
import { loadMap } from '../net/map-source.ts';
import { forgetPerson, savedPerson, trailAddress } from '../net/person-token.ts';
import { forgetIsland } from '../state/here.ts';
import type { EntryChoice } from '../state/intents.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { EventInfo, Store } from '../state/store.ts';
import { eventInfo } from '../state/welcome.ts';
import { IslandSession, type MediaHandlers } from './island-session.ts';
import type { MediaDesk } from './media-desk.ts';

/** Refusals that the person at the door can mend. */
const MENDED_AT_THE_DOOR: ReadonlySet<string> = new Set(['name', 'look']);
/** Sent from island to island this often without arriving, something is wrong with the server. */
const MOST_MOVES = 4;

/** Somebody who waits for an event to begin looks again after this long: it may be put forward. */
const LONGEST_WAIT_MS = 60_000;

const NO_MEDIA: MediaHandlers = {
  media_offer: () => {},
  media_slots: () => {},
  media_uplink: () => {},
  media_down: () => {},
};

export class Visit {
  readonly #store: Store;
  readonly #notices: NoticeBoard;
  readonly #open: ConnectionOptions['open'];
  readonly #token = invitationIn(location.pathname);
  readonly #closed = new AbortController();
  #entry = arrivalIn(location.hash);
  #session: IslandSession | null = null;
  #media: Promise<MediaDesk> | null = null;
  #map: Promise<IslandMap> | null = null;
  #choice: EntryChoice | null = null;
  /** Moves from island to island since one last arrived. */
  #moves = 0;

  /** @param open - For tests: another socket than a real one. */
  constructor(store: Store, notices: NoticeBoard, open?: ConnectionOptions['open']) {
    this.#store = store;
    this.#notices = notices;
    this.#open = open;
  }

  /** The stay on the island, while there is one. */
  get session(): IslandSession | null {
    return this.#session;
  }

  /** The island's time; 0 outside the island. */
  readonly now = (): IslandMs => this.#session?.now() ?? (0 as IslandMs);

  /** Devices and voices, loaded when they are first wanted. */
  media(): Promise<MediaDesk> {
    this.#media ??= import('./media-desk.ts').then(({ MediaDesk }) => {
      const send: IslandSession['send'] = (name, message) => this.#session?.send(name, message);
      return new MediaDesk({ store: this.#store, send, now: this.now });
    });
    return this.#media;
  }

  /** Do something with devices or voices, if they were ever wanted. */
  withMedia(use: (media: MediaDesk) => void): void {
    void this.#media?.then(use);
  }

  /** Come to the door, or (`isAgain`) look once more whether it opens: ask what the invitation is for, and fetch the map meanwhile. */
  async arrive(isAgain = false): Promise<void> {
    if (!isAgain) this.#store.phase.value = { at: 'loading' };
    const answer = await askEntry(this.#token, this.#closed.signal);
    if (!answer.ok) {
      this.#store.phase.value = { at: 'refused', reason: answer.reason, signIn: answer.sign_in };
      return;
    }
    const event = eventInfo(answer.event);
    this.#store.event.value = event;
    const person = savedPerson(event.series);
    this.#store.trail.value = person === null ? null : trailAddress(person);
    if (answer.role === 'attendee' && answer.phase !== 'now') {
      this.#waitFor(event, answer);
      return;
    }
    this.#store.phase.value = { at: 'entry', role: answer.role };
    this.#fetchMap(event);
  }

  /** Nobody is let in now; the door opens by itself when the event begins. */
  #waitFor(event: EventInfo, { phase, now_ms: nowMs }: { phase: string; now_ms: number }): void {
    this.#store.phase.value = { at: 'refused', reason: phase === 'past' ? 'event_over' : 'event_coming' };
    if (phase === 'coming' && event.startsMs !== null)
      setTimeout(
        () => void this.arrive(true),
        Math.min(event.startsMs - nowMs + 1000 * Math.random(), LONGEST_WAIT_MS),
      );
  }

  /** Go in. */
  async enter(choice: EntryChoice): Promise<void> {
    const event = this.#store.event.value;
    if (!event || this.#store.phase.value.at === 'connecting') return;
    this.#choice = choice;
    this.#store.me.value = null;
    this.#store.phase.value = { at: 'connecting' };
    try {
      const [map, media] = await Promise.all([
        this.#map ?? this.#fetchMap(event),
        choice.media === 'text' ? null : this.media(),
      ]);
      if (choice.media === 'full') void media?.setDevices(choice.microphoneOn, choice.cameraOn);
      this.#connect(event, map, choice, media);
    } catch {
      this.#store.phase.value = { at: 'refused', reason: 'network' };
    }
  }

  /** Leave the island for good. */
  leave(): void {
    this.#end('left');
  }

  /** Try again: to connect, to go in, to travel, or to come to the door. */
  reconnect(): void {
    const { at } = this.#store.phase.value;
    const event = this.#store.event.value;
    if (at === 'travelling' && event && !this.#session) void this.#moveTo(event);
    else if (at === 'island' || at === 'connecting' || at === 'waiting' || at === 'travelling')
      this.#session?.reconnect();
    else if ((at === 'ended' || this.#store.permit.value) && this.#choice) void this.enter(this.#choice);
    else if (at === 'ended' || at === 'refused') void this.arrive();
  }

  #fetchMap(event: EventInfo): Promise<IslandMap> {
    const map = loadMap(event.map, this.#closed.signal);
    this.#map = map;
    map.catch(() => {
      if (this.#map === map) this.#map = null;
    });
    return map;
  }

  #connect(event: EventInfo, map: IslandMap, choice: EntryChoice, media: MediaDesk | null): void {
    this.#session?.close();
    this.#store.map.value = map;
    this.#store.zones.value = map.zones;
    this.#session = new IslandSession({
      store: this.#store,
      notices: this.#notices,
      event,
      map,
      token: this.#token,
      choice,
      media: media?.begin(choice.media) ?? NO_MEDIA,
      entry: () => this.#entry,
      heldGeneration: () => media?.heldGeneration ?? null,
      onWelcome: () => this.#onWelcome(map, media),
      onTravel: ({ island, map: path }) => this.#setOut(island, { ...event, map: path }),
      onElsewhere: (there) => void this.#moveTo(there),
      onLink: (link) => this.#onLink(link),
      onEnd: (reason, entered) => this.#onEnd(reason, entered),
      ...(this.#open && { open: this.#open }),
    });
  }

  #onWelcome(map: IslandMap, media: MediaDesk | null): void {
    this.#forgetEntry();
    this.#moves = 0;
    this.#map = Promise.resolve(map);
    if (this.#store.phase.value.at === 'travelling') this.#notices.tell('notice.arrived', { island: map.name });
    this.#store.phase.value = { at: 'island' };
    media?.tellDevices();
  }

  /** Who reloads the page comes back to where they are, not to the entry once more. */
  #forgetEntry(): void {
    if (this.#entry === null) return;
    this.#entry = null;
    history.replaceState(history.state, '', location.pathname + location.search);
  }

  /** A portal took us: fetch the other island's map while the goodbye of this one is on its way. */
  #setOut(island: string, event: EventInfo): void {
    this.#rememberChoice();
    this.#store.event.value = event;
    this.#store.phase.value = { at: 'travelling', island, failed: false };
    this.#fetchMap(event);
  }

  /** Connect again as the same person, on the island of `event`. */
  async #moveTo(event: EventInfo): Promise<void> {
    this.#rememberChoice();
    this.#leaveBehind(event);
    this.#moves += 1;
    const choice = this.#choice;
    if (!choice || this.#moves > MOST_MOVES) {
      this.#end('server');
      return;
    }
    const { value: phase } = this.#store.phase;
    const island = phase.at === 'travelling' ? phase.island : event.name;
    const travelling = { at: 'travelling', island, failed: false } as const;
    this.#store.phase.value = travelling;
    try {
      const [map, media] = await Promise.all([
        this.#map ?? this.#fetchMap(event),
        choice.media === 'text' ? null : this.media(),
      ]);
      if (this.#store.phase.value === travelling) this.#connect(event, map, choice, media);
    } catch {
      if (this.#store.phase.value === travelling) this.#store.phase.value = { ...travelling, failed: true };
    }
  }

  /** What belonged to the island that one came from; microphone and camera stay as they are. */
  #leaveBehind(event: EventInfo): void {
    this.#session?.drop();
    this.#session = null;
    this.withMedia((media) => media.end());
    forgetIsland(this.#store);
    this.#store.chat.value = [];
    this.#store.link.value = { at: 'reconnecting', attempt: 1 };
    if (this.#store.event.value?.map !== event.map || this.#map === null) this.#fetchMap(event);
    this.#store.event.value = event;
  }

  #onLink(link: Link): void {
    this.#store.link.value = link;
    if (link.at !== 'online') this.withMedia((media) => media.handleClosed());
  }

  #onEnd(reason: string, entered: boolean): void {
    const { event, phase, me } = this.#store;
    if (reason === 'travel' && event.value) {
      void this.#moveTo(event.value);
      return;
    }
    if (entered) {
      this.#end(reason);
      return;
    }
    this.#endSession();
    const role = me.value?.role ?? 'attendee';
    if (!MENDED_AT_THE_DOOR.has(reason)) phase.value = { at: 'refused', reason };
    else {
      phase.value = { at: 'entry', role };
      this.#notices.tell(`reason.${reason}`, {}, true);
    }
  }

  #end(reason: string): void {
    this.#rememberChoice();
    this.#endSession();
    if (reason === 'erased') this.#forgetPerson();
    this.#store.phase.value = { at: 'ended', reason };
  }

  #forgetPerson(): void {
    const { event, trail } = this.#store;
    if (event.value) forgetPerson(event.value.series);
    trail.value = null;
  }

  /** Who comes back looks and sounds as they left. */
  #rememberChoice(): void {
    const { me, microphone, camera } = this.#store;
    if (!this.#choice || !me.value) return;
    const { name, look } = me.value;
    const [microphoneOn, cameraOn] = [microphone.value === 'on', camera.value === 'on'];
    this.#choice = { ...this.#choice, name, look, microphoneOn, cameraOn };
  }

  #endSession(): void {
    this.#session?.close();
    this.#session = null;
    this.withMedia((media) => {
      media.end();
      media.release();
    });
    forgetIsland(this.#store);
    this.#store.link.value = { at: 'offline' };
  }
}
