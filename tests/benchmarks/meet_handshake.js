// A peer connection made for one meeting, as peer-to-peer islands do: from the decision to the first decoded audio, in ms.
async () => {
  const SILENCE = 1e-5;
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  const decided = performance.now();
  const [caller, callee] = [new RTCPeerConnection(), new RTCPeerConnection()];
  caller.onicecandidate = ({ candidate }) => candidate && callee.addIceCandidate(candidate);
  callee.onicecandidate = ({ candidate }) => candidate && caller.addIceCandidate(candidate);
  const context = new AudioContext({ sampleRate: 48000 });
  const heard = new Promise((resolve) => {
    callee.ontrack = ({ track }) => {
      const stream = new MediaStream([track]);
      const element = new Audio();
      element.muted = true;
      element.srcObject = stream;
      const analyser = new AnalyserNode(context, { fftSize: 256 });
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(256);
      const timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        if (samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length <= SILENCE) return;
        clearInterval(timer);
        resolve(performance.now() - decided);
      }, 2);
    };
  });
  caller.addTrack(microphone.getAudioTracks()[0], microphone);
  await caller.setLocalDescription();
  await callee.setRemoteDescription(caller.localDescription);
  await callee.setLocalDescription();
  await caller.setRemoteDescription(callee.localDescription);
  const took = await heard;
  caller.close();
  callee.close();
  await context.close();
  microphone.getTracks().forEach((track) => track.stop());
  return took;
}
