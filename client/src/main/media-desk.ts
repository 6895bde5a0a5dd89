/** One's devices and the voices of others, joined to the store. Loaded only when somebody wants to be heard, to hear or to try. */

import type { MediaChoice } from '../core/people.ts';
import type { AvatarId, IslandMs } from '../core/units.ts';
import { exposeForTests } from '../media/debug-hook.ts';
import { LocalDevices, type LocalTracks } from '../media/local-devices.ts';
import { MediaSession } from '../media/media-session.ts';
import type { DeviceKind } from '../media/media-types.ts';
import type { ClientMessages } from '../protocol/messages.ts';
import { loudnessOf } from '../state/loudness.ts';
import type { Store } from '../state/store.ts';
import type { MediaHandlers } from './island-session.ts';

/** Sends a message to the island, if there is a connection. */
export type Send = <Name extends keyof ClientMessages>(name: Name, message: ClientMessages[Name]) => void;

export interface MediaDeskOptions {
  readonly store: Store;
  readonly send: Send;
  readonly now: () => IslandMs;
}

export class MediaDesk {
  readonly #options: MediaDeskOptions;
  readonly #devices: LocalDevices;
  #session: MediaSession | null = null;
  #tracks: LocalTracks = { microphone: null, camera: null };

  constructor(options: MediaDeskOptions) {
    this.#options = options;
    const { store } = options;
    this.#devices = new LocalDevices({
      state: (kind, state) => {
        store[kind].value = state;
        this.tellDevices();
      },
      tracks: (tracks) => {
        this.#tracks = tracks;
        this.#session?.setTracks(tracks);
      },
      choices: (choices) => {
        store.devices.value = choices;
      },
      selfVideo: (stream) => {
        store.selfVideo.value = stream;
      },
      level: (level) => {
        store.microphoneLevel.value = level;
      },
    });
  }

  /** Try the devices at the door, or stop trying. */
  async check(open: boolean): Promise<void> {
    if (!open) this.#devices.release();
    else await Promise.all([this.#devices.setOn('microphone', true), this.#devices.setOn('camera', true)]);
  }

  async setDevices(microphone: boolean, camera: boolean): Promise<void> {
    await Promise.all([this.#devices.setOn('microphone', microphone), this.#devices.setOn('camera', camera)]);
  }

  toggle(kind: DeviceKind): void {
    void this.#devices.toggle(kind);
  }

  choose(kind: DeviceKind, id: string): void {
    void this.#devices.choose(kind, id);
  }

  setPlaced(placed: boolean): void {
    this.#session?.setPlaced(placed);
  }

  resumeAudio(): void {
    this.#session?.resumeAudio();
  }

  retry(): void {
    this.#session?.retry();
  }

  /** Tell the island what we would send. */
  tellDevices(): void {
    const { store, send } = this.#options;
    send('devices', { mic: store.microphone.value === 'on', camera: store.camera.value === 'on' });
  }

  /** Begin a stay on the island. Returns who takes its messages about media. */
  begin(media: MediaChoice): MediaHandlers {
    const { store, send } = this.#options;
    this.end();
    const session = new MediaSession({
      sends: media === 'full',
      placed: store.placedVoices.value,
      own: () => store.me.value?.avatar ?? null,
      ownLevel: () => this.#devices.level,
      loudness: (avatar, speaking) => loudnessOf(store, avatar, speaking),
      tilesToTheRight: (avatar) => this.#tilesToTheRight(avatar),
      events: {
        answer: (generation, sdp) => send('media_answer', { generation, sdp }),
        restart: () => send('media_restart', {}),
        voices: (voices) => {
          store.voices.value = voices;
        },
        state: (state) => {
          store.media.value = state;
        },
        speaking: (avatars) => {
          store.speaking.value = avatars;
        },
      },
    });
    this.#session = session;
    session.setTracks(this.#tracks);
    session.resumeAudio();
    exposeForTests(session, window);
    return {
      media_offer: (message) => session.handleOffer(message),
      media_slots: (message) => session.handleSlots(message),
      media_uplink: (message) => session.handleUplink(message),
      media_down: () => session.handleDown(),
    };
  }

  /** The offer on whose connection one still talks after a short break of the socket. */
  get heldGeneration(): number | null {
    return this.#session?.heldGeneration ?? null;
  }

  /** The socket is gone for now. */
  handleClosed(): void {
    this.#session?.handleClosed();
  }

  /** The stay is over: nothing is sent or heard any more. */
  end(): void {
    this.#session?.close();
    this.#session = null;
    const { store } = this.#options;
    store.voices.value = [];
    store.speaking.value = new Set();
    store.media.value = 'none';
  }

  /** Close microphone and camera. */
  release(): void {
    this.#devices.release();
  }

  #tilesToTheRight(avatar: AvatarId): number | null {
    const { store, now } = this.#options;
    const me = store.me.value;
    const there = store.world.value?.avatarAt(avatar, now());
    const here = me && store.world.value?.avatarAt(me.avatar, now());
    return there && here ? there.pose.at.x - here.pose.at.x : null;
  }
}
