/** One RTCPeerConnection and what its media sections are for: `a`, `v` up; `a0`.., `v0`.. down (docs/protocol.md 7). */

import type { AvatarId } from '../core/units.ts';
import type { LocalTracks } from './local-devices.ts';
import { UplinkSender } from './uplink-sender.ts';

export interface UplinkLeave {
  readonly audio: boolean;
  readonly video: boolean;
  readonly video_kbps: number;
}

/** An audio level older than this says nothing about now: silence is not sent. */
const FRESH_MS = 300;

export class PeerLink {
  readonly connection: RTCPeerConnection;
  readonly #sends: boolean;
  readonly #session: string | null;
  #microphone: UplinkSender | null = null;
  #camera: UplinkSender | null = null;
  readonly #receivers = new Map<string, RTCRtpReceiver>();
  readonly #pictures = new Map<number, { readonly avatar: AvatarId; readonly stream: MediaStream }>();

  /** A connection for this offer and for those that go on with its session. */
  constructor(offer: string, sends: boolean, onState: (state: RTCPeerConnectionState) => void) {
    this.#session = sessionOf(offer);
    this.#sends = sends;
    // No STUN server of anybody: the media server learns our address from our packets.
    this.connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' });
    this.connection.addEventListener('connectionstatechange', () => {
      if (this.connection.connectionState !== 'closed') onState(this.connection.connectionState);
    });
  }

  get audioSlots(): number {
    return [...this.#receivers.keys()].filter((mid) => mid.startsWith('a')).length;
  }

  /** Whether an offer continues this connection (a new network path for it), rather than begin another. */
  goesOnWith(sdp: string): boolean {
    return this.#session === sessionOf(sdp) && this.connection.connectionState !== 'failed';
  }

  /** Takes the offer and gives the answer. Nothing is sent yet: a new connection is silent until `send`. */
  async answer(sdp: string): Promise<string> {
    await this.connection.setRemoteDescription({ type: 'offer', sdp });
    for (const transceiver of this.connection.getTransceivers()) this.#takeSection(transceiver);
    await this.connection.setLocalDescription();
    return this.connection.localDescription?.sdp ?? '';
  }

  /** Sends what there is and what somebody hears or sees; nothing else. */
  send(tracks: LocalTracks, leave: UplinkLeave): void {
    const { microphone, camera } = tracks;
    void this.#microphone?.apply({ track: microphone, active: leave.audio && microphone !== null, kbps: null });
    void this.#camera?.apply({ track: camera, active: leave.video && camera !== null, kbps: leave.video_kbps || null });
  }

  /** The audio slots with their tracks. */
  voiceTracks(): [slot: number, track: MediaStreamTrack][] {
    return [...this.#receivers]
      .filter(([mid]) => mid.startsWith('a'))
      .map(([mid, receiver]) => [Number(mid.slice(1)), receiver.track]);
  }

  /** The picture in a slot. Another person in the slot is another stream, so that nobody's last frame is shown as somebody else. */
  picture(slot: number, avatar: AvatarId): MediaStream | null {
    const receiver = this.#receivers.get(`v${slot}`);
    if (!receiver) return null;
    const known = this.#pictures.get(slot);
    if (known?.avatar === avatar) return known.stream;
    const stream = new MediaStream([receiver.track]);
    this.#pictures.set(slot, { avatar, stream });
    return stream;
  }

  /** How loud a slot is now, 0..1. Costs no audio graph. */
  level(slot: number): number {
    const source = this.#receivers.get(`a${slot}`)?.getSynchronizationSources()[0];
    if (!source || performance.timeOrigin + performance.now() - source.timestamp > FRESH_MS) return 0;
    return source.audioLevel ?? 0;
  }

  close(): void {
    this.connection.close();
  }

  #takeSection(transceiver: RTCRtpTransceiver): void {
    const { mid, sender, receiver } = transceiver;
    if (mid === 'a' || mid === 'v') {
      transceiver.direction = this.#sends ? 'sendonly' : 'inactive';
      if (!this.#sends) return;
      if (mid === 'a') this.#microphone ??= new UplinkSender(sender);
      else this.#camera ??= new UplinkSender(sender);
    } else if (mid !== null && !this.#receivers.has(mid)) {
      this.#receivers.set(mid, receiver);
    }
  }
}

/** An offer's `o=` line without its version: the same for every offer of one session (RFC 8866, 5.2). */
function sessionOf(sdp: string): string | null {
  return /^o=(\S+ \S+) /m.exec(sdp)?.[1] ?? null;
}
