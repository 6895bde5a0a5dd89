/** Asking the browser for a microphone or a camera, in words of our own. */

import type { DeviceChoices, DeviceKind, DeviceOption, DeviceState } from './media-types.ts';

/** The picture that is sent is 320x180 at 15 frames a second; capturing more would cost battery for nothing. */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 15, max: 30 },
};
const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 1 },
};

export type OpenedDevice =
  | { readonly ok: true; readonly track: MediaStreamTrack }
  | { readonly ok: false; readonly state: Exclude<DeviceState, 'on' | 'off'> };

/** Opens one device; the one with this id if it is still there. Never throws. */
export async function openDevice(kind: DeviceKind, id: string | null): Promise<OpenedDevice> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return { ok: false, state: 'blocked' };
  const constraints = { ...(kind === 'camera' ? CAMERA : MICROPHONE), ...(id ? { deviceId: { ideal: id } } : {}) };
  try {
    const stream = await media.getUserMedia(kind === 'camera' ? { video: constraints } : { audio: constraints });
    const track = stream.getTracks()[0];
    return track ? { ok: true, track } : { ok: false, state: 'missing' };
  } catch (error) {
    return { ok: false, state: deviceStateOf(error) };
  }
}

/** What a getUserMedia error means for a person. */
export function deviceStateOf(error: unknown): Exclude<DeviceState, 'on' | 'off'> {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'blocked';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    default:
      return 'failed';
  }
}

/** What there is to choose from. Empty where the browser tells nothing. */
export async function listDevices(): Promise<Pick<DeviceChoices, 'microphones' | 'cameras'>> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  const found = media ? await media.enumerateDevices().catch(() => []) : [];
  const options = (kind: MediaDeviceKind): DeviceOption[] =>
    found
      .filter((info) => info.kind === kind && info.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: options('audioinput'), cameras: options('videoinput') };
}
