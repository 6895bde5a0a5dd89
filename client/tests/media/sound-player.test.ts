import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AudioPlayer, FADE_MS, SoundPlayer } from '../../src/media/sound-player.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const made: (AudioPlayer & { readonly url: string; isPlaying: boolean; refuses: boolean })[] = [];
  const state = { refuses: false };
  const sounds = new SoundPlayer((url) => {
    const player = {
      url,
      volume: 1,
      loop: false,
      isPlaying: false,
      refuses: state.refuses,
      play: async () => {
        if (player.refuses) throw new Error('no gesture yet');
        player.isPlaying = true;
      },
      pause: () => {
        player.isPlaying = false;
      },
    };
    made.push(player);
    return player;
  });
  return { sounds, made, state };
}

const sea = { url: 'sea.mp3', volume: 0.5, loop: true };
const bell = { url: 'bell.mp3', volume: 1, loop: false };

test('a sound fades in to the volume of the map, and out again before it stops', () => {
  const { sounds, made } = setUp();
  sounds.play([sea]);
  expect(made).toMatchObject([{ url: 'sea.mp3', loop: true, volume: 0, isPlaying: true }]);
  vi.advanceTimersByTime(FADE_MS / 2);
  expect(made[0]?.volume).toBeCloseTo(0.25, 1);
  vi.advanceTimersByTime(FADE_MS);
  expect(made[0]?.volume).toBe(0.5);
  sounds.play([]);
  vi.advanceTimersByTime(FADE_MS / 2);
  expect(made[0]?.volume).toBeLessThan(0.5);
  expect(made[0]?.isPlaying).toBe(true);
  vi.advanceTimersByTime(FADE_MS);
  expect(made[0]).toMatchObject({ volume: 0, isPlaying: false });
  expect(vi.getTimerCount()).toBe(0);
});

test('a sound that two places share is played once, and goes on from one to the other', () => {
  const { sounds, made } = setUp();
  sounds.play([sea, sea]);
  vi.advanceTimersByTime(2 * FADE_MS);
  sounds.play([sea, bell]);
  sounds.play([sea]);
  expect(made.filter(({ url }) => url === 'sea.mp3')).toHaveLength(1);
  expect(made[0]).toMatchObject({ volume: 0.5, isPlaying: true });
});

test('all sounds follow the level, down to nothing and back without starting anew', () => {
  const { sounds, made } = setUp();
  sounds.play([sea]);
  sounds.setLevel(0.5);
  vi.advanceTimersByTime(2 * FADE_MS);
  expect(made[0]?.volume).toBeCloseTo(0.25);
  sounds.setLevel(0);
  vi.advanceTimersByTime(2 * FADE_MS);
  expect(made[0]).toMatchObject({ volume: 0, isPlaying: true });
  sounds.setLevel(1);
  vi.advanceTimersByTime(2 * FADE_MS);
  expect(made).toHaveLength(1);
  expect(made[0]?.volume).toBe(0.5);
});

test('what the browser did not let play is tried again after a gesture', async () => {
  const { sounds, made, state } = setUp();
  state.refuses = true;
  sounds.play([sea]);
  await vi.advanceTimersByTimeAsync(10);
  expect(made[0]?.isPlaying).toBe(false);
  if (made[0]) made[0].refuses = false;
  sounds.resume();
  expect(made[0]?.isPlaying).toBe(true);
});
