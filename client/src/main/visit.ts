/** From the door to the island and out again: which page there is, and what belongs to it. */

import type { IslandMap } from '../core/island-map.ts';
import type { IslandMs } from '../core/units.ts';
import type { Link } from '../net/connection.ts';
import { askEntry, invitationIn } from '../net/entry.ts';
import { loadMap } from '../net/map-source.ts';
import type { EntryChoice } from '../state/intents.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { EventInfo, Store } from '../state/store.ts';
import { eventInfo } from '../state/welcome.ts';
import { IslandSession, type MediaHandlers } from './island-session.ts';
import type { MediaDesk } from './media-desk.ts';

/** Refusals that the person at the door can mend. */
const MENDED_AT_THE_DOOR: ReadonlySet<string> = new Set(['name', 'look']);

const NO_MEDIA: MediaHandlers = {
  media_offer: () => {},
  media_slots: () => {},
  media_uplink: () => {},
  media_down: () => {},
};

export class Visit {
  readonly #store: Store;
  readonly #notices: NoticeBoard;
  readonly #token = invitationIn(location.pathname);
  readonly #closed = new AbortController();
  #session: IslandSession | null = null;
  #media: Promise<MediaDesk> | null = null;
  #map: Promise<IslandMap> | null = null;
  #choice: EntryChoice | null = null;

  constructor(store: Store, notices: NoticeBoard) {
    this.#store = store;
    this.#notices = notices;
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

  /** Come to the door: ask what the invitation is for, and fetch the map meanwhile. */
  async arrive(): Promise<void> {
    this.#store.phase.value = { at: 'loading' };
    const answer = await askEntry(this.#token, this.#closed.signal);
    if (!answer.ok) {
      this.#store.phase.value = { at: 'refused', reason: answer.reason };
      return;
    }
    const event = eventInfo(answer.event);
    this.#store.event.value = event;
    this.#store.phase.value = { at: 'entry', role: answer.role };
    this.#fetchMap(event);
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
      this.#store.map.value = map;
      this.#store.zones.value = map.zones;
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

  /** Try again: to connect, to go in, or to come to the door. */
  reconnect(): void {
    const { at } = this.#store.phase.value;
    if (at === 'island' || at === 'connecting') this.#session?.reconnect();
    else if (at === 'ended' && this.#choice) void this.enter(this.#choice);
    else if (at === 'ended' || at === 'refused') void this.arrive();
  }

  #fetchMap(event: EventInfo): Promise<IslandMap> {
    const map = loadMap(event.map, this.#closed.signal);
    this.#map = map;
    map.catch(() => {
      this.#map = null;
    });
    return map;
  }

  #connect(event: EventInfo, map: IslandMap, choice: EntryChoice, media: MediaDesk | null): void {
    this.#session?.close();
    this.#session = new IslandSession({
      store: this.#store,
      notices: this.#notices,
      event,
      map,
      token: this.#token,
      choice,
      media: media?.begin(choice.media) ?? NO_MEDIA,
      heldGeneration: () => media?.heldGeneration ?? null,
      onWelcome: () => {
        this.#store.phase.value = { at: 'island' };
        media?.tellDevices();
      },
      onLink: (link) => this.#onLink(link),
      onEnd: (reason, entered) => this.#onEnd(reason, entered),
    });
  }

  #onLink(link: Link): void {
    this.#store.link.value = link;
    if (link.at !== 'online') this.withMedia((media) => media.handleClosed());
  }

  #onEnd(reason: string, entered: boolean): void {
    if (entered) {
      this.#end(reason);
      return;
    }
    this.#endSession();
    const role = this.#store.me.value?.role ?? 'attendee';
    if (!MENDED_AT_THE_DOOR.has(reason)) this.#store.phase.value = { at: 'refused', reason };
    else {
      this.#store.phase.value = { at: 'entry', role };
      this.#notices.tell(`reason.${reason}`, {}, true);
    }
  }

  #end(reason: string): void {
    this.#rememberChoice();
    this.#endSession();
    this.#store.phase.value = { at: 'ended', reason };
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
    this.#store.world.value = null;
    this.#store.conversation.value = null;
    this.#store.link.value = { at: 'offline' };
  }
}
