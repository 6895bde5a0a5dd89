import { beforeEach, expect, test, vi } from 'vitest';
import { playPlaceSounds } from '../../src/main/place-sounds.ts';
import type { SoundPlayer, WantedSound } from '../../src/media/sound-player.ts';
import { createStore } from '../../src/state/store.ts';
import { zoneOf } from '../core/made-zones.ts';

beforeEach(() => vi.stubGlobal('location', { origin: 'https://island.example.org' }));

const sound = (url: string) => ({ effect: 'sound', url, volume: 1, loop: true }) as const;

function setUp() {
  const store = createStore('nl', false);
  const heard = { urls: [] as readonly string[], level: 0 };
  const player = {
    play: (sounds: readonly WantedSound[]) => {
      heard.urls = sounds.map(({ url }) => url);
    },
    setLevel: (level: number) => {
      heard.level = level;
    },
  };
  playPlaceSounds(store, player as unknown as SoundPlayer);
  store.phase.value = { at: 'island' };
  store.here.value = [zoneOf('bar', { effects: [sound('/maps/m/sea.mp3'), sound('https://a.nl/b.mp3')] })];
  return { store, heard };
}

test('nothing sounds before somebody allowed it, and other hosts are asked apart', () => {
  const { store, heard } = setUp();
  expect(heard.urls).toEqual([]);
  store.placeSounds.value = { allowed: true, volume: 1 };
  expect(heard.urls).toEqual(['/maps/m/sea.mp3']);
  store.hosts.value = new Set(['a.nl']);
  expect(heard.urls).toEqual(['/maps/m/sea.mp3', 'https://a.nl/b.mp3']);
  store.placeSounds.value = { allowed: false, volume: 1 };
  expect(heard.urls).toEqual([]);
});

test('sounds end with the place and with the island', () => {
  const { store, heard } = setUp();
  store.placeSounds.value = { allowed: true, volume: 1 };
  store.phase.value = { at: 'travelling', island: 'nes', failed: false };
  expect(heard.urls).toEqual([]);
  store.phase.value = { at: 'island' };
  store.here.value = [];
  expect(heard.urls).toEqual([]);
});

test('while one talks they are softer', () => {
  const { store, heard } = setUp();
  store.placeSounds.value = { allowed: true, volume: 0.8 };
  expect(heard.level).toBe(0.8);
  store.conversation.value = {} as never;
  expect(heard.level).toBeCloseTo(0.2);
  store.conversation.value = null;
  expect(heard.level).toBe(0.8);
});
