/** Two soft notes, made by the browser itself: no file to fetch. */

/** Hertz, and seconds after the first. */
const NOTES: readonly (readonly [number, number])[] = [
  [659.3, 0],
  [880, 0.18],
];
const LENGTH_S = 0.9;
/** So soft that it never startles, of full loudness. */
const LOUDEST = 0.25;

/**
 * Play it once. Silent where the browser lets the page make no sound yet.
 * @param volume - 0..1.
 */
export function playChime(volume: number, context: AudioContext = new AudioContext()): void {
  const end = context.currentTime + LENGTH_S;
  for (const [hertz, after] of NOTES) {
    const tone = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
    const loudness = new GainNode(context, { gain: 0 });
    const start = context.currentTime + after;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDEST * volume, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, end);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(end);
  }
  setTimeout(() => void context.close(), (LENGTH_S + 0.3) * 1000);
}
