/**
 * One connection to the media server for as long as one is on the island. It knows no canvas, no panel and no socket: messages
 * come in by the `handle...` methods, what must be told goes out by the callbacks.
 */

import type { AvatarId } from '../core/units.ts';
import type { ServerMessages } from '../protocol/messages.ts';
import type { LocalTracks } from './local-devices.ts';
import type { MediaState, Voice } from './media-types.ts';
import { PeerLink } from './peer-link.ts';
import { RestartPolicy } from './restart-policy.ts';
import { SlotTable } from './slot-table.ts';
import { SpatialAudio } from './spatial-audio.ts';
import { SPEAKING_PERIOD_MS, SpeakingDetector } from './speaking.ts';

type Message<Name extends keyof ServerMessages> = Parameters<ServerMessages[Name]>[0];

export interface MediaSessionEvents {
  /** Send `media_answer`. */
  answer(generation: number, sdp: string): void;
  /** Send `media_restart`. */
  restart(): void;
  /** Everybody who is heard or seen now. */
  voices(voices: readonly Voice[]): void;
  state(state: MediaState): void;
  /** Who speaks now, oneself included; only when it changed. */
  speaking(avatars: ReadonlySet<AvatarId>): void;
}

export interface MediaSessionOptions {
  readonly events: MediaSessionEvents;
  /** False for those who chose to listen only: they offer no microphone and no camera, ever. */
  readonly sends: boolean;
  /** Voices come from the side where their avatar stands. */
  readonly placed: boolean;
  /** How many tiles to one's right this avatar stands (negative: left), or null if that is not known. */
  readonly tilesToTheRight: (avatar: AvatarId) => number | null;
  /** How loud this avatar's voice is to be, 0..1, while these speak. */
  readonly loudness: (avatar: AvatarId, speaking: ReadonlySet<AvatarId>) => number;
  /** Oneself, or null before the welcome. */
  readonly own: () => AvatarId | null;
  /** How loud one's own microphone is, 0..1. */
  readonly ownLevel: () => number;
}

/** How long the socket may be gone before one's own voice stops: as long as others still see one stand there. */
const GRACE_MS = 5000;
/** `disconnected` often mends itself; longer than this it does not. */
const DISCONNECTED_MS = 2000;
/** From offer to sound in at most this long. */
const CONNECT_MS = 12_000;

const SILENT: Message<'media_uplink'> = { audio: false, video: false, video_kbps: 0 };

export class MediaSession {
  readonly #options: MediaSessionOptions;
  readonly #events: MediaSessionEvents;
  readonly #slots = new SlotTable();
  readonly #audio: SpatialAudio;
  readonly #detector = new SpeakingDetector();
  readonly #restarts = new RestartPolicy();
  #speaking: ReadonlySet<AvatarId> = new Set();
  #link: PeerLink | null = null;
  #tracks: LocalTracks = { microphone: null, camera: null };
  #generation: number | null = null;
  #uplink = SILENT;
  #state: MediaState = 'none';
  #work: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #ticker: ReturnType<typeof setInterval>;
  readonly #onNetworkChange = () => this.retry();

  constructor(options: MediaSessionOptions) {
    this.#options = options;
    this.#events = options.events;
    this.#audio = new SpatialAudio(options.placed);
    this.#ticker = setInterval(() => this.#tick(), SPEAKING_PERIOD_MS);
    window.addEventListener('online', this.#onNetworkChange);
    networkInformation()?.addEventListener('change', this.#onNetworkChange);
  }

  /** The connection of the moment, for tests that read its statistics. */
  get connection(): RTCPeerConnection | null {
    return this.#link?.connection ?? null;
  }

  /** The offer on whose connection one still hears and is heard; null without one. */
  get heldGeneration(): number | null {
    return this.#generation;
  }

  /** Answers an offer: on the present connection when the server goes on with it, else on a new one. The last offer counts. */
  handleOffer({ generation, sdp }: Message<'media_offer'>): void {
    this.#endGrace();
    this.#setState('connecting');
    if (!this.#link?.goesOnWith(sdp)) {
      this.#dropLink();
      this.#slots.reset();
      this.#link = new PeerLink(sdp, this.#options.sends, (state) => this.#onConnectionState(state));
    }
    const link = this.#link;
    this.#after(CONNECT_MS, () => this.#fail());
    this.#work = this.#work.then(() => this.#answer(link, generation, sdp)).catch(() => this.handleDown());
  }

  /** Who plays where: the right voice gets the right face, and whoever left is silent at once. */
  handleSlots(message: Message<'media_slots'>): void {
    this.#endGrace();
    if (this.#slots.apply(message.revision, message.slots)) this.#applySlots();
  }

  /** Whether somebody hears and sees us. */
  handleUplink(message: Message<'media_uplink'>): void {
    this.#uplink = message;
    this.#applyUplink();
  }

  /** The server ended our media. */
  handleDown(): void {
    this.#dropLink();
    this.#fail();
  }

  /** The socket is gone. Talk goes on for as long as one may come back unnoticed, then it stops. */
  handleClosed(): void {
    this.#graceTimer ??= setTimeout(() => {
      this.#graceTimer = undefined;
      this.#dropLink();
      this.#slots.reset();
      this.#applySlots();
      this.handleUplink(SILENT);
      this.#setState('none');
    }, GRACE_MS);
  }

  /** What there is to send, after a device was opened, muted or exchanged. */
  setTracks(tracks: LocalTracks): void {
    this.#tracks = tracks;
    this.#applyUplink();
  }

  setPlaced(placed: boolean): void {
    this.#audio.setPlaced(placed);
  }

  /** How loud the voice of a slot is played, 0..1; for tests. */
  loudness(slot: number): number {
    return this.#audio.levelOf(slot);
  }

  /** Call from a gesture: browsers play nothing before one. */
  resumeAudio(): void {
    this.#audio.resume();
  }

  /** Somebody asked to try again. */
  retry(): void {
    this.#restarts.reset();
    this.#restartIn(0);
  }

  close(): void {
    clearInterval(this.#ticker);
    clearTimeout(this.#graceTimer);
    this.#dropLink();
    this.#audio.close();
    window.removeEventListener('online', this.#onNetworkChange);
    networkInformation()?.removeEventListener('change', this.#onNetworkChange);
  }

  async #answer(link: PeerLink, generation: number, sdp: string): Promise<void> {
    if (link !== this.#link) return;
    const answer = await link.answer(sdp);
    if (link !== this.#link) return;
    for (const [slot, track] of link.voiceTracks()) this.#audio.attach(slot, track);
    this.#applySlots();
    this.#applyUplink();
    this.#events.answer(generation, answer);
    this.#generation = generation;
    if (link.connection.connectionState === 'connected') this.#onConnectionState('connected');
  }

  #onConnectionState(state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      clearTimeout(this.#timer);
      this.#restarts.reset();
      this.#setState('up');
    } else if (state === 'disconnected') {
      this.#setState('connecting');
      this.#after(DISCONNECTED_MS, () => this.#fail());
    } else if (state === 'failed' || state === 'closed') {
      this.#fail();
    }
  }

  #fail(): void {
    const delay = this.#restarts.nextDelayMs();
    this.#setState(delay === null ? 'down' : 'connecting');
    if (delay !== null) this.#restartIn(delay);
  }

  #restartIn(delayMs: number): void {
    if (this.#state === 'none') return;
    this.#after(delayMs, () => {
      this.#setState('connecting');
      this.#events.restart();
      this.#after(CONNECT_MS, () => this.#fail());
    });
  }

  /** One thing is waited for at a time. */
  #after(delayMs: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, delayMs);
  }

  #applySlots(): void {
    for (let slot = 0; slot < (this.#link?.audioSlots ?? 0); slot += 1) {
      const use = this.#slots.uses.get(slot);
      this.#audio.play(slot, use?.audio ? this.#loudness(use.avatar) : 0);
    }
    this.#events.voices(
      [...this.#slots.uses].map(([slot, { avatar, audio, video }]) => {
        return { avatar, audio, video: video ? (this.#link?.picture(slot, avatar) ?? null) : null };
      }),
    );
    this.#tick();
  }

  #applyUplink(): void {
    this.#link?.send(this.#tracks, this.#uplink);
  }

  /** Places the voices and looks who speaks. */
  #tick(): void {
    const levels = new Map<AvatarId, number>();
    for (const [slot, { avatar, audio }] of this.#slots.uses) {
      if (!audio) continue;
      levels.set(avatar, this.#link?.level(slot) ?? 0);
      this.#audio.play(slot, this.#loudness(avatar));
      this.#audio.place(slot, this.#options.tilesToTheRight(avatar) ?? 0);
    }
    const own = this.#options.own();
    if (own !== null && this.#uplink.audio && this.#tracks.microphone) levels.set(own, this.#options.ownLevel());
    const speaking = this.#detector.update(levels, performance.now());
    if (speaking === this.#speaking) return;
    this.#speaking = speaking;
    this.#events.speaking(speaking);
  }

  #loudness(avatar: AvatarId): number {
    return this.#options.loudness(avatar, this.#speaking);
  }

  #dropLink(): void {
    clearTimeout(this.#timer);
    this.#link?.close();
    this.#link = null;
    this.#generation = null;
  }

  #endGrace(): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = undefined;
  }

  #setState(state: MediaState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.state(state);
  }
}

/** Chromium tells of a change of network here; others do not have it. */
function networkInformation(): EventTarget | undefined {
  return (navigator as Navigator & { connection?: EventTarget }).connection;
}
