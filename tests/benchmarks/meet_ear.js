// Tells when a sound above silence begins and when it ends, in ms since 1970, from the audio thread: a busy page does not delay it.
const SILENCE = 1e-5;

registerProcessor(
  'ear',
  class extends AudioWorkletProcessor {
    #hears = false;

    process([[samples]]) {
      const energy = samples ? samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length : 0;
      const hears = energy > SILENCE;
      if (hears !== this.#hears) this.port.postMessage({ hears, at: Date.now() });
      this.#hears = hears;
      return true;
    }
  },
);
