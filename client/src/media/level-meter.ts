/** How loud a track is, for the meter at the door and the ring around oneself. */

const SAMPLES = 512;

/** Listens to one track at a time; nothing is played. */
export class LevelMeter {
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  readonly #samples = new Float32Array(SAMPLES);

  /** Call from a gesture where possible: browsers start an AudioContext only then. */
  listen(track: MediaStreamTrack | null): void {
    this.#source?.disconnect();
    this.#source = null;
    if (!track || typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    // Not awaited: without a gesture Firefox may never settle this promise.
    this.#context.resume().catch(() => undefined);
    this.#analyser ??= new AnalyserNode(this.#context, { fftSize: SAMPLES });
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
  }

  /** The root mean square of the last few milliseconds, 0..1; 0 when there is nothing to listen to. */
  level(): number {
    if (!this.#source || !this.#analyser) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return rootMeanSquare(this.#samples);
  }

  close(): void {
    this.listen(null);
    this.#context?.close().catch(() => undefined);
    this.#context = null;
    this.#analyser = null;
  }
}

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
