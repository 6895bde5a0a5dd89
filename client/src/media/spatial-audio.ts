/**
 * Playing the voices, each from the side where its avatar stands.
 *
 * Two ways out of the loudspeaker:
 * - placed: stream -> gain -> stereo panner -> AudioContext. Chromium lets a remote stream flow into Web Audio only while an
 *   element plays it too, so each slot has a muted `<audio>` beside it. Desktop Chromium cancels the echo of all that the
 *   browser plays; Firefox and Safari do so as well.
 * - plain: the same `<audio>` unmuted, without sides. Older Chromium and some Android phones cancel only the echo of what
 *   elements play. For them, for whoever others hear an echo of, and where Web Audio is absent.
 */

import { panOf } from './pan-law.ts';

const RAMP_S = 0.15;
/** Short enough not to swallow a first syllable, long enough not to click. */
const FADE_S = 0.015;

interface Player {
  readonly track: MediaStreamTrack;
  readonly element: HTMLAudioElement;
  readonly nodes: PlacedNodes | null;
  /** How loud, 0..1; 0 is not heard. */
  level: number;
}

interface PlacedNodes {
  readonly source: MediaStreamAudioSourceNode;
  readonly gain: GainNode;
  readonly panner: StereoPannerNode;
}

export class SpatialAudio {
  #placed: boolean;
  #context: AudioContext | null = null;
  readonly #players = new Map<number, Player>();

  constructor(placed: boolean) {
    this.#placed = placed;
  }

  /** Starts browsers that stay silent until somebody clicks. Call it from the click on "enter", and from later gestures. */
  resume(): void {
    // Never awaited: without a gesture Firefox may never settle it.
    this.#audioContext()
      ?.resume()
      .catch(() => undefined);
    for (const { element } of this.#players.values()) element.play().catch(() => undefined);
  }

  /** The slot's track, silent until `play`. Attaching another track drops what the slot had; the same one changes nothing. */
  attach(slot: number, track: MediaStreamTrack): void {
    if (this.#players.get(slot)?.track === track) return;
    this.#detach(slot);
    const stream = new MediaStream([track]);
    const element = new Audio();
    element.srcObject = stream;
    element.muted = true;
    element.play().catch(() => undefined);
    this.#players.set(slot, { track, element, nodes: this.#placedNodes(stream), level: 0 });
  }

  /** Lets a slot be heard so loud, 0..1; 0 is not at all. Louder or softer it becomes smoothly. */
  play(slot: number, level: number): void {
    const player = this.#players.get(slot);
    if (!player || player.level === level) return;
    const seconds = player.level > 0 && level > 0 ? RAMP_S : FADE_S;
    player.level = level;
    if (player.nodes) this.#ramp(player.nodes.gain.gain, level, seconds);
    else {
      player.element.muted = level === 0;
      player.element.volume = level;
    }
  }

  /** How loud a slot is meant to be, 0..1; for tests. */
  levelOf(slot: number): number {
    return this.#players.get(slot)?.level ?? 0;
  }

  /** Puts the voice of a slot so many tiles to the right of oneself; negative is left. */
  place(slot: number, tilesToTheRight: number): void {
    const nodes = this.#players.get(slot)?.nodes;
    if (nodes) this.#ramp(nodes.panner.pan, panOf(tilesToTheRight), RAMP_S);
  }

  /** Changes between placed and plain while people talk. */
  setPlaced(placed: boolean): void {
    if (placed === this.#placed) return;
    this.#placed = placed;
    for (const [slot, { track, level }] of [...this.#players]) {
      this.#detach(slot);
      this.attach(slot, track);
      this.play(slot, level);
    }
  }

  close(): void {
    for (const slot of [...this.#players.keys()]) this.#detach(slot);
    this.#context?.close().catch(() => undefined);
    this.#context = null;
  }

  #detach(slot: number): void {
    const player = this.#players.get(slot);
    if (!player) return;
    player.element.srcObject = null;
    if (player.nodes) for (const node of Object.values(player.nodes)) node.disconnect();
    this.#players.delete(slot);
  }

  #placedNodes(stream: MediaStream): PlacedNodes | null {
    const context = this.#audioContext();
    if (!context) return null;
    const source = context.createMediaStreamSource(stream);
    const gain = new GainNode(context, { gain: 0 });
    const panner = new StereoPannerNode(context);
    source.connect(gain).connect(panner).connect(context.destination);
    return { source, gain, panner };
  }

  #ramp(parameter: AudioParam, value: number, seconds: number): void {
    if (this.#context) parameter.setTargetAtTime(value, this.#context.currentTime, seconds / 3);
  }

  /** Null where voices are played plainly. */
  #audioContext(): AudioContext | null {
    if (!this.#placed || typeof AudioContext === 'undefined') return null;
    this.#context ??= new AudioContext({ latencyHint: 'interactive' });
    return this.#context;
  }
}
