/** One sender of one's own voice or picture, kept as it is wished. */

export interface UplinkWish {
  readonly track: MediaStreamTrack | null;
  /** False: not one packet leaves the browser. */
  readonly active: boolean;
  /** The most that is sent; null where there is no limit of ours. */
  readonly kbps: number | null;
}

/** Pictures leave at this height and pace, whatever the camera gives. */
const SENT_HEIGHT = 180;
const SENT_FRAMES_PER_SECOND = 15;

/**
 * Applies wishes one after the other, the last one last. Turning on and off is a matter of `encodings[0].active`: nothing is
 * negotiated, no device is opened, so that people hear each other at once when they meet.
 */
export class UplinkSender {
  readonly #sender: RTCRtpSender;
  #last: UplinkWish | null = null;
  #busy: Promise<void> | null = null;

  constructor(sender: RTCRtpSender) {
    this.#sender = sender;
  }

  /** Settles when the last wish holds, or when the connection went away. */
  apply(wish: UplinkWish): Promise<void> {
    this.#last = wish;
    this.#busy ??= this.#carryOut(wish);
    return this.#busy;
  }

  async #carryOut(first: UplinkWish): Promise<void> {
    let done: UplinkWish | null = null;
    for (let wish = first; wish !== done; wish = this.#last ?? wish) {
      try {
        await this.#carryOutOne(wish);
      } catch {
        // The connection closed under it; the next one begins with a new sender.
      }
      done = wish;
    }
    this.#busy = null;
  }

  /** First silence, then the new track, then sound: no packet of a track that was not meant to be heard. */
  async #carryOutOne(wish: UplinkWish): Promise<void> {
    let parameters = this.#sender.getParameters();
    const track = parameters.encodings.length > 0 || wish.active ? wish.track : null;
    if (!wish.active) await this.#encode(wish, parameters);
    if (this.#sender.track !== track) {
      await this.#sender.replaceTrack(track);
      parameters = this.#sender.getParameters();
    }
    if (wish.active) await this.#encode(wish, parameters);
  }

  /** `parameters` as just read: reading them waits for the browser's media thread, so it is done once. */
  async #encode(wish: UplinkWish, parameters: RTCRtpSendParameters): Promise<void> {
    const encoding = parameters.encodings[0];
    if (!encoding) return;
    encoding.active = wish.active;
    if (wish.kbps !== null) encoding.maxBitrate = wish.kbps * 1000;
    if (wish.track?.kind === 'video') {
      encoding.maxFramerate = SENT_FRAMES_PER_SECOND;
      encoding.scaleResolutionDownBy = Math.max(1, (wish.track.getSettings().height ?? SENT_HEIGHT) / SENT_HEIGHT);
    }
    await this.#sender.setParameters(parameters);
  }
}
