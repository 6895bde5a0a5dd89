// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AvatarId } from '../../src/core/units.ts';
import { MediaSession, type MediaSessionEvents } from '../../src/media/media-session.ts';

const MIDS = ['a', 'v', 'a0', 'a1', 'v0', 'v1'];

class FakeSender {
  track: unknown = null;
  encoding = { active: true };
  getParameters = () => ({ encodings: [{ ...this.encoding }] });
  async setParameters({ encodings }: { encodings: { active: boolean }[] }) {
    this.encoding = encodings[0] ?? this.encoding;
  }
  async replaceTrack(track: unknown) {
    this.track = track;
  }
}

class FakeConnection extends EventTarget {
  static made: FakeConnection[] = [];
  connectionState = 'new';
  localDescription: { sdp: string } | null = null;
  readonly transceivers = MIDS.map((mid) => ({
    mid,
    direction: 'recvonly',
    sender: new FakeSender(),
    receiver: { track: { kind: mid.startsWith('a') ? 'audio' : 'video' }, getSynchronizationSources: () => [] },
  }));
  constructor() {
    super();
    FakeConnection.made.push(this);
  }
  getTransceivers = () => this.transceivers;
  async setRemoteDescription() {}
  async setLocalDescription() {
    this.localDescription = { sdp: 'answer' };
  }
  close() {
    this.connectionState = 'closed';
  }
  become(state: string) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
  section(mid: string) {
    const found = this.transceivers.find((transceiver) => transceiver.mid === mid);
    if (!found) throw new Error(mid);
    return found;
  }
}

const offer = (session: number, generation = 1) => ({
  generation,
  sdp: `v=0\r\no=- ${session} ${generation} IN IP4 127.0.0.1\r\n`,
  audio_slots: 2,
  video_slots: 2,
});

function setUp(sends = true) {
  const events = {
    answer: vi.fn<MediaSessionEvents['answer']>(),
    restart: vi.fn<MediaSessionEvents['restart']>(),
    voices: vi.fn<MediaSessionEvents['voices']>(),
    state: vi.fn<MediaSessionEvents['state']>(),
    speaking: vi.fn<MediaSessionEvents['speaking']>(),
  };
  const session = new MediaSession({
    events,
    sends,
    placed: false,
    tilesToTheRight: () => 0,
    own: () => 1 as AvatarId,
    ownLevel: () => 0,
    loudness: () => 1,
  });
  return { events, session };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const newest = () => FakeConnection.made.at(-1) as FakeConnection;

beforeEach(() => {
  vi.useFakeTimers();
  FakeConnection.made = [];
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal(
    'MediaStream',
    class {
      readonly tracks: unknown[];
      constructor(tracks: unknown[]) {
        this.tracks = tracks;
      }
    },
  );
  vi.stubGlobal(
    'Audio',
    class {
      srcObject: unknown = null;
      muted = false;
      play = async () => undefined;
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an offer is answered, and nothing is sent before somebody hears it', async () => {
  const { events, session } = setUp();
  const microphone = { kind: 'audio', getSettings: () => ({}) } as unknown as MediaStreamTrack;
  session.setTracks({ microphone, camera: null });
  session.handleOffer(offer(1));
  await settle();
  expect(events.answer).toHaveBeenCalledWith(1, 'answer');
  const { sender, direction } = newest().section('a');
  expect([direction, sender.track, sender.encoding.active]).toEqual(['sendonly', microphone, false]);
  session.handleUplink({ audio: true, video: false, video_kbps: 150 });
  await settle();
  expect(sender.encoding.active).toBe(true);
  session.handleUplink({ audio: false, video: false, video_kbps: 0 });
  await settle();
  expect(sender.encoding.active).toBe(false);
  session.close();
});

test('who only listens offers nothing', async () => {
  const { session } = setUp(false);
  session.handleOffer(offer(1));
  await settle();
  expect([newest().section('a').direction, newest().section('v').direction]).toEqual(['inactive', 'inactive']);
  session.close();
});

test('an offer of the same session goes on with the connection, another one begins anew', async () => {
  const { session } = setUp();
  session.handleOffer(offer(1, 1));
  session.handleOffer(offer(1, 2));
  await settle();
  expect(FakeConnection.made).toHaveLength(1);
  session.handleOffer(offer(2, 1));
  await settle();
  expect(FakeConnection.made).toHaveLength(2);
  expect(FakeConnection.made[0]?.connectionState).toBe('closed');
  session.close();
});

test('voices follow the slots, and a new face in a slot is a new picture', async () => {
  const { events, session } = setUp();
  session.handleOffer(offer(1));
  await settle();
  session.handleSlots({ revision: 1, slots: [[0, 7, true, true]] });
  const first = events.voices.mock.lastCall?.[0][0];
  expect(first).toMatchObject({ avatar: 7, audio: true });
  session.handleSlots({ revision: 2, slots: [[0, 8, true, true]] });
  const second = events.voices.mock.lastCall?.[0][0];
  expect(second?.avatar).toBe(8);
  expect(second?.video).not.toBe(first?.video);
  session.handleSlots({ revision: 1, slots: [] });
  expect(events.voices.mock.lastCall?.[0]).toHaveLength(1);
  session.close();
});

test('a failed connection asks for a restart, and gives up after a while', async () => {
  const { events, session } = setUp();
  session.handleOffer(offer(1));
  await settle();
  newest().become('connected');
  expect(events.state).toHaveBeenLastCalledWith('up');
  newest().become('failed');
  await settle();
  expect(events.restart).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(events.state).toHaveBeenLastCalledWith('down');
  const tries = events.restart.mock.calls.length;
  session.retry();
  await settle();
  expect(events.restart.mock.calls.length).toBe(tries + 1);
  session.close();
});

test('a short hitch mends itself without a restart', async () => {
  const { events, session } = setUp();
  session.handleOffer(offer(1));
  await settle();
  newest().become('connected');
  newest().become('disconnected');
  await vi.advanceTimersByTimeAsync(1000);
  newest().become('connected');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(events.restart).not.toHaveBeenCalled();
  session.close();
});

test('when the socket stays away, talk ends', async () => {
  const { events, session } = setUp();
  session.handleOffer(offer(1));
  await settle();
  newest().become('connected');
  session.handleSlots({ revision: 1, slots: [[0, 7, true, true]] });
  session.handleClosed();
  await vi.advanceTimersByTimeAsync(4000);
  session.handleClosed();
  expect(newest().connectionState).toBe('connected');
  await vi.advanceTimersByTimeAsync(2000);
  expect(newest().connectionState).toBe('closed');
  expect(events.voices).toHaveBeenLastCalledWith([]);
  expect(events.state).toHaveBeenLastCalledWith('none');
  session.close();
});
