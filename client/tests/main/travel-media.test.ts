import { afterEach, expect, test, vi } from 'vitest';
import { atTheDoor, mapOf, settle, welcomeOn } from './made-island.ts';

const done: string[] = [];

vi.mock('../../src/main/media-desk.ts', () => ({
  MediaDesk: class {
    heldGeneration = null;
    async setDevices(microphone: boolean, camera: boolean) {
      done.push(`devices ${microphone} ${camera}`);
    }
    begin(media: string) {
      done.push(`begin ${media}`);
      return { media_offer: () => {}, media_slots: () => {}, media_uplink: () => {}, media_down: () => {} };
    }
    handleClosed() {}
    tellDevices() {
      done.push('tell');
    }
    end() {
      done.push('end');
    }
    release() {
      done.push('release');
    }
  },
}));

afterEach(() => {
  vi.unstubAllGlobals();
});

test('microphone and camera stay as they are through a portal, and are told to the other island', async () => {
  const { visit, sockets } = await atTheDoor();
  const look = [0, 0, 0, 0, 0, 0, 0] as const;
  await visit.enter({ name: 'Anna', look, media: 'full', microphoneOn: true, cameraOn: false });
  sockets[0]?.hear('connect');
  sockets[0]?.hear('welcome', welcomeOn('nes', 1));
  expect(done).toEqual(['devices true false', 'begin full', 'tell']);
  sockets[0]?.hear('travel', { island: 'ameland', map: mapOf('ameland') });
  sockets[0]?.hear('bye', { reason: 'travel' });
  sockets[0]?.hear('disconnect', 'io server disconnect');
  await settle();
  sockets[1]?.hear('connect');
  sockets[1]?.hear('welcome', welcomeOn('ameland', 2));
  expect(done.slice(3)).toEqual(['end', 'begin full', 'tell']);
  visit.leave();
  await settle();
  expect(done.slice(6)).toEqual(['end', 'release']);
});
