/** One's own microphone and camera: open, muted, lost, exchanged. */

import { listDevices, openDevice } from './devices.ts';
import { LevelMeter } from './level-meter.ts';
import { type DeviceChoices, type DeviceKind, type DeviceState, NO_DEVICES } from './media-types.ts';
import { SPEAKING_PERIOD_MS } from './speaking.ts';

/** What there is to send. A muted microphone stays open, so that speaking again takes no time, but its track is silent. */
export interface LocalTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
}

export interface LocalDevicesEvents {
  state(kind: DeviceKind, state: DeviceState): void;
  /** Only what is on: a muted microphone is null here. */
  tracks(tracks: LocalTracks): void;
  choices(choices: DeviceChoices): void;
  /** One's own picture, or null. */
  selfVideo(stream: MediaStream | null): void;
  /** How loud one's own microphone is, 0..1, ten times a second while it is on. */
  level(level: number): void;
}

interface Device {
  state: DeviceState;
  track: MediaStreamTrack | null;
  id: string | null;
  /** Counts wishes: what a slower, older wish opened is closed again. */
  wish: number;
}

/** A camera that is off is closed: its light goes out. */
export class LocalDevices {
  readonly #events: LocalDevicesEvents;
  readonly #meter = new LevelMeter();
  readonly #devices: Record<DeviceKind, Device> = { microphone: newDevice(), camera: newDevice() };
  #choices: DeviceChoices = NO_DEVICES;
  #timer: ReturnType<typeof setInterval> | null = null;
  readonly #onDeviceChange = () => void this.#refreshChoices();

  constructor(events: LocalDevicesEvents) {
    this.#events = events;
    mediaDevices()?.addEventListener('devicechange', this.#onDeviceChange);
  }

  /** How loud one's own microphone is now. */
  get level(): number {
    return this.#meter.level();
  }

  /** Turns a device on or off; asks for permission if needed. The outcome is told by `state`. */
  async setOn(kind: DeviceKind, on: boolean): Promise<void> {
    const device = this.#devices[kind];
    device.wish += 1;
    if (!on) {
      if (kind === 'camera') release(device);
      this.#settle(kind, 'off');
    } else if (device.track) {
      this.#settle(kind, 'on');
    } else {
      await this.#open(kind);
    }
  }

  /** On becomes off; off, blocked, missing and failed are tried. */
  toggle(kind: DeviceKind): Promise<void> {
    return this.setOn(kind, this.#devices[kind].state !== 'on');
  }

  /** Uses another microphone or camera from now on; opens it only if the present one is not switched off. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    const device = this.#devices[kind];
    device.id = id;
    device.wish += 1;
    release(device);
    if (device.state === 'off') await this.#refreshChoices();
    else await this.#open(kind);
  }

  /** Closes both devices, for instance after the check at the door; they can be turned on again. */
  release(): void {
    for (const kind of ['microphone', 'camera'] as const) {
      this.#devices[kind].wish += 1;
      release(this.#devices[kind]);
      this.#settle(kind, 'off');
    }
  }

  /** The end: closes everything, listens to nothing. */
  close(): void {
    this.release();
    this.#meter.close();
    mediaDevices()?.removeEventListener('devicechange', this.#onDeviceChange);
  }

  async #open(kind: DeviceKind): Promise<void> {
    const device = this.#devices[kind];
    const wish = device.wish;
    const opened = await openDevice(kind, device.id);
    if (wish !== device.wish) {
      if (opened.ok) opened.track.stop();
      return;
    }
    if (opened.ok) {
      device.track = opened.track;
      opened.track.addEventListener('ended', () => void this.#lost(kind, opened.track));
    }
    this.#settle(kind, opened.ok ? 'on' : opened.state);
    await this.#refreshChoices();
  }

  /** Unplugged, or taken away by the browser: another one of its kind takes over if there is one. */
  async #lost(kind: DeviceKind, track: MediaStreamTrack): Promise<void> {
    const device = this.#devices[kind];
    if (device.track !== track) return;
    device.track = null;
    if (device.state === 'on') await this.#open(kind);
  }

  #settle(kind: DeviceKind, state: DeviceState): void {
    const { microphone, camera } = this.#devices;
    this.#devices[kind].state = state;
    if (microphone.track) microphone.track.enabled = microphone.state === 'on';
    const tracks = {
      microphone: microphone.state === 'on' ? microphone.track : null,
      camera: camera.state === 'on' ? camera.track : null,
    };
    this.#events.state(kind, state);
    this.#events.tracks(tracks);
    if (kind === 'camera') this.#events.selfVideo(tracks.camera ? new MediaStream([tracks.camera]) : null);
    else this.#measure(tracks.microphone);
  }

  #measure(track: MediaStreamTrack | null): void {
    this.#meter.listen(track);
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = track ? setInterval(() => this.#events.level(this.#meter.level()), SPEAKING_PERIOD_MS) : null;
    if (!track) this.#events.level(0);
  }

  async #refreshChoices(): Promise<void> {
    const inUse = (kind: DeviceKind) => this.#devices[kind].track?.getSettings().deviceId ?? this.#devices[kind].id;
    this.#choices = { ...(await listDevices()), microphone: inUse('microphone'), camera: inUse('camera') };
    this.#events.choices(this.#choices);
  }
}

const newDevice = (): Device => ({ state: 'off', track: null, id: null, wish: 0 });

const mediaDevices = (): MediaDevices | undefined => navigator.mediaDevices as MediaDevices | undefined;

function release(device: Device): void {
  device.track?.stop();
  device.track = null;
}
