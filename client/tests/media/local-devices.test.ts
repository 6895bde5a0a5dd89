// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { LocalDevices } from '../../src/media/local-devices.ts';
import type { DeviceKind, DeviceState } from '../../src/media/media-types.ts';

class FakeTrack extends EventTarget {
  enabled = true;
  isStopped = false;
  readonly kind: string;
  readonly id: string;
  constructor(kind: string, id: string) {
    super();
    this.kind = kind;
    this.id = id;
  }
  getSettings() {
    return { deviceId: this.id };
  }
  stop() {
    this.isStopped = true;
  }
}

function setUp(open: (constraints: MediaStreamConstraints) => Promise<FakeTrack>) {
  const media = Object.assign(new EventTarget(), {
    enumerateDevices: async () => [],
    getUserMedia: async (constraints: MediaStreamConstraints) => {
      const track = await open(constraints);
      return { getTracks: () => [track] };
    },
  });
  vi.stubGlobal('navigator', { mediaDevices: media });
  vi.stubGlobal('AudioContext', undefined);
  vi.stubGlobal('MediaStream', class {});
  const states: Partial<Record<DeviceKind, DeviceState>> = {};
  const sent: { microphone?: unknown; camera?: unknown; selfVideo?: unknown } = {};
  const devices = new LocalDevices({
    state: (kind, state) => {
      states[kind] = state;
    },
    tracks: ({ microphone, camera }) => Object.assign(sent, { microphone, camera }),
    choices: () => undefined,
    selfVideo: (stream) => Object.assign(sent, { selfVideo: stream }),
    level: () => undefined,
  });
  return { devices, states, sent };
}

afterEach(() => vi.unstubAllGlobals());

const error = (name: string) => Object.assign(new Error(name), { name });

test('a muted microphone stays open, but silent and unsent', async () => {
  const track = new FakeTrack('audio', 'mic');
  const { devices, states, sent } = setUp(async () => track);
  await devices.setOn('microphone', true);
  expect(states.microphone).toBe('on');
  await devices.setOn('microphone', false);
  expect([states.microphone, track.enabled, track.isStopped, sent.microphone]).toEqual(['off', false, false, null]);
  await devices.setOn('microphone', true);
  expect([track.enabled, sent.microphone]).toEqual([true, track]);
});

test('a camera that is off is closed', async () => {
  const track = new FakeTrack('video', 'cam');
  const { devices, states, sent } = setUp(async () => track);
  await devices.setOn('camera', true);
  await devices.setOn('camera', false);
  expect([states.camera, track.isStopped, sent.camera, sent.selfVideo]).toEqual(['off', true, null, null]);
});

test.each([
  ['NotAllowedError', 'blocked'],
  ['NotFoundError', 'missing'],
  ['NotReadableError', 'failed'],
])('%s is told as %s', async (name, state) => {
  const { devices, states } = setUp(() => Promise.reject(error(name)));
  await devices.setOn('camera', true);
  expect(states.camera).toBe(state);
});

test('what was opened too late is closed again', async () => {
  const track = new FakeTrack('video', 'cam');
  let opened: (track: FakeTrack) => void = () => undefined;
  const { devices, states } = setUp(
    () =>
      new Promise((resolve) => {
        opened = resolve;
      }),
  );
  const opening = devices.setOn('camera', true);
  await devices.setOn('camera', false);
  opened(track);
  await opening;
  expect([states.camera, track.isStopped]).toEqual(['off', true]);
});

test('when a device is unplugged another takes over, or it is missing', async () => {
  const tracks = [new FakeTrack('audio', 'headset'), new FakeTrack('audio', 'laptop')];
  const left = [...tracks];
  const { devices, states, sent } = setUp(async () => left.shift() ?? Promise.reject(error('NotFoundError')));
  await devices.setOn('microphone', true);
  tracks[0]?.dispatchEvent(new Event('ended'));
  await vi.waitFor(() => expect(sent.microphone).toBe(tracks[1]));
  tracks[1]?.dispatchEvent(new Event('ended'));
  await vi.waitFor(() => expect(states.microphone).toBe('missing'));
});
