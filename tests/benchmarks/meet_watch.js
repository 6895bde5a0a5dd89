// Notes when the first sound above silence is decoded, and the first frame shown, in any slot that was silent and still when armed.
// Times in ms since 1970.
() => {
  const SILENCE = 1e-5;
  const STILL_MS = 400;
  const now = () => performance.timeOrigin + performance.now();
  const context = new AudioContext({ sampleRate: 48000 });
  const ears = [];
  const eyes = [];
  for (const transceiver of window.eiland.pc.getTransceivers()) {
    if (transceiver.mid.length < 2) continue;
    const stream = new MediaStream([transceiver.receiver.track]);
    if (transceiver.receiver.track.kind === 'audio') {
      const analyser = new AnalyserNode(context, { fftSize: 256 });
      context.createMediaStreamSource(stream).connect(analyser);
      ears.push(analyser);
    } else {
      const video = document.createElement('video');
      video.muted = true;
      video.autoplay = true;
      video.srcObject = stream;
      video.style.cssText = 'position:fixed;left:0;top:0;width:16px;height:9px;';
      document.body.append(video);
      const eye = { frame: 0 };
      const look = () => {
        eye.frame = now();
        eye.seen?.(eye.frame);
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
      eyes.push(eye);
    }
  }
  const samples = new Float32Array(256);
  const hears = (analyser) => {
    analyser.getFloatTimeDomainData(samples);
    return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length > SILENCE;
  };
  const firstSound = (silent) =>
    new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!silent.some(hears)) return;
        clearInterval(timer);
        resolve(now());
      }, 2);
    });
  const firstFrame = (still) =>
    Promise.race(
      still.map(
        (eye) =>
          new Promise((resolve) => {
            eye.seen = resolve;
          }),
      ),
    );
  window.meeting = {
    arm() {
      this.audio = firstSound(ears.filter((ear) => !hears(ear)));
      this.video = firstFrame(eyes.filter((eye) => now() - eye.frame > STILL_MS));
    },
    async first() {
      return { audio: await this.audio, video: await this.video };
    },
  };
}
