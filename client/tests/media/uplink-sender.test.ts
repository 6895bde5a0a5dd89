import { expect, test } from 'vitest';
import { UplinkSender } from '../../src/media/uplink-sender.ts';

/** A sender that notes what happens to it, in order. */
class FakeSender {
  readonly log: string[] = [];
  track: MediaStreamTrack | null = null;
  encoding: RTCRtpEncodingParameters | null = { active: true };

  getParameters() {
    return { encodings: this.encoding ? [{ ...this.encoding }] : [] };
  }

  async setParameters({ encodings: [encoding] }: { encodings: RTCRtpEncodingParameters[] }) {
    await Promise.resolve();
    if (encoding) this.encoding = encoding;
    this.log.push(encoding?.active ? 'on' : 'off');
  }

  async replaceTrack(track: MediaStreamTrack | null) {
    await Promise.resolve();
    this.track = track;
    this.log.push(track ? `track ${track.id}` : 'no track');
  }
}

const track = (id: string, kind = 'audio', height = 720) =>
  ({ id, kind, getSettings: () => ({ height }) }) as unknown as MediaStreamTrack;
const make = () => {
  const fake = new FakeSender();
  return { fake, sender: new UplinkSender(fake as unknown as RTCRtpSender) };
};

test('a track gets in only after the sender was silenced', async () => {
  const { fake, sender } = make();
  await sender.apply({ track: track('mic'), active: false, kbps: null });
  expect(fake.log).toEqual(['off', 'track mic']);
});

test('going on changes the encoding and nothing else', async () => {
  const { fake, sender } = make();
  const mic = track('mic');
  await sender.apply({ track: mic, active: false, kbps: null });
  fake.log.length = 0;
  await sender.apply({ track: mic, active: true, kbps: null });
  expect(fake.log).toEqual(['on']);
});

test('of wishes that come quickly the last one holds', async () => {
  const { fake, sender } = make();
  const mic = track('mic');
  void sender.apply({ track: mic, active: true, kbps: null });
  void sender.apply({ track: mic, active: false, kbps: null });
  void sender.apply({ track: mic, active: true, kbps: null });
  await sender.apply({ track: mic, active: false, kbps: null });
  expect(fake.encoding?.active).toBe(false);
});

test('a picture is made small and has a limit', async () => {
  const { fake, sender } = make();
  await sender.apply({ track: track('cam', 'video', 720), active: true, kbps: 150 });
  expect(fake.encoding).toMatchObject({
    active: true,
    maxBitrate: 150_000,
    scaleResolutionDownBy: 4,
    maxFramerate: 15,
  });
});

test('a browser without encodings sends nothing by having no track', async () => {
  const { fake, sender } = make();
  fake.encoding = null;
  const mic = track('mic');
  await sender.apply({ track: mic, active: false, kbps: null });
  expect(fake.track).toBeNull();
  await sender.apply({ track: mic, active: true, kbps: null });
  expect(fake.track).toBe(mic);
  await sender.apply({ track: mic, active: false, kbps: null });
  expect(fake.track).toBeNull();
});

test('a connection that closes under it harms nobody', async () => {
  const { fake, sender } = make();
  fake.replaceTrack = () => Promise.reject(new Error('closed'));
  await expect(sender.apply({ track: track('mic'), active: true, kbps: null })).resolves.toBeUndefined();
});
