import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { IslandMs } from '../../src/core/units.ts';
import type { WireZone } from '../../src/protocol/zone-messages.ts';
import { createReplay, type ReplayOptions } from '../../src/replay/player.ts';
import type { Replay, ReplayedPerson } from '../../src/state/replay.ts';
import { GOLDEN_LOGS, type GoldenAvatar, type GoldenLog } from './golden-log.ts';
import { MadeFrames, MadeLog, mapOf, settled } from './made-log.ts';

const logNamed = (name: string): GoldenLog => GOLDEN_LOGS.find((log) => log.name === name) as GoldenLog;
const meetings = logNamed('meetings');

function opened(golden: GoldenLog, changes: Partial<ReplayOptions> = {}) {
  const log = new MadeLog(golden);
  const frames = new MadeFrames();
  const loadMap = vi.fn(async (id: string) => mapOf(id));
  const options = { language: 'nl', reducedMotion: false, loadMap, frames, ...changes } as const;
  return { log, frames, loadMap, replay: createReplay(log.asLog, golden.timeline, options) };
}

/** All that a replay shows, in words. */
function told({ moment, at, island, trouble, store, now }: Replay) {
  const drawn = store.world.value?.avatarsAt(now() as IslandMs) ?? [];
  return {
    at: at.value,
    island: island.value,
    trouble: trouble.value,
    moment: moment.value,
    doors: [...store.doors.value].sort(),
    zones: store.zones.value,
    drawn: [...drawn].sort((a, b) => a.avatar - b.avatar),
    people: [...store.people.value.values()].sort((a, b) => a.avatar - b.avatar),
  };
}

describe.each(GOLDEN_LOGS.map((log) => [log.name, log] as const))('a replay of %s', (_, golden) => {
  test('shows at any moment what the island was like', async () => {
    const { replay } = opened(golden);
    for (const { island, wall_ms, state } of golden.moments) {
      await replay.showIsland(island);
      await replay.seek(wall_ms);
      expect(replay.status.value).toBe('paused');
      expect(replay.trouble.value).toBe(state ? null : 'log_gap');
      const { people, conversations } = replay.moment.value;
      const ids = (state?.avatars ?? []).map(({ avatar }) => avatar);
      expect(people.map(({ avatar }) => avatar).sort((a, b) => a - b)).toEqual(ids);
      for (const one of state?.avatars ?? []) {
        const person = people.find(({ avatar }) => avatar === one.avatar);
        expect(person?.at && [person.at.x, person.at.y]).toEqual(one.tile);
        expect(person).toMatchObject({ pseudonym: one.pseudonym, role: one.role, zones: one.zones });
        expect(person?.conversation).toBe(one.conversation);
      }
      expect(conversations).toHaveLength(state?.conversations.length ?? 0);
      if (!state) continue;
      const drawn = replay.store.zones.value;
      const put = state.zones_put as readonly WireZone[];
      for (const { id, spans } of put) expect(drawn.find((zone) => zone.id === id)?.spans).toEqual(spans);
      const expected = new Set([...mapOf('').zones.map(({ id }) => id as string), ...put.map(({ id }) => id)]);
      for (const id of state.zones_removed) expected.delete(id);
      expect(new Set(drawn.map(({ id }) => id))).toEqual(expected);
    }
  });

  test('to play up to a moment and to seek it show the same', async () => {
    const { firstMs, lastMs } = golden.timeline;
    const begins = fc.integer({ min: firstMs, max: lastMs - 1 });
    await fc.assert(
      fc.asyncProperty(
        begins,
        fc.constantFrom(1, 5, 60),
        fc.integer({ min: 1, max: 40 }),
        async (from, speed, count) => {
          const played = opened(golden);
          await played.replay.seek(from);
          played.replay.setSpeed(speed as 1 | 5 | 60);
          played.replay.play();
          for (let i = 0; i < count; i++) {
            played.frames.draw(50);
            await settled();
          }
          played.replay.pause();
          const sought = opened(golden);
          await sought.replay.seek(played.replay.at.value);
          expect(told(played.replay)).toEqual(told(sought.replay));
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a replay', () => {
  test('goes on at its speed, and stops at the end', async () => {
    const { replay, frames } = opened(meetings);
    const { firstMs, lastMs } = replay.timeline;
    await replay.seek(firstMs);
    replay.play();
    frames.draw(100);
    expect(replay.at.value).toBe(firstMs + 100);
    replay.setSpeed(60);
    frames.draw(100);
    expect(replay.at.value).toBe(firstMs + 100 + 6000);
    await replay.seek(lastMs - 10);
    frames.draw(100);
    expect(replay.at.value).toBe(lastMs);
    expect(replay.status.value).toBe('paused');
  });

  test('waits for what has not come, and then goes on by itself', async () => {
    const { replay, frames, log } = opened(meetings);
    await replay.seek(meetings.timeline.firstMs);
    log.isHeld = true;
    const far = meetings.timeline.islands[0]?.segments[2]?.wallMs as number;
    const sought = replay.seek(far + 5);
    replay.play();
    expect(replay.status.value).toBe('waiting');
    frames.draw(50);
    log.isHeld = false;
    log.letGo();
    await sought;
    expect(replay.status.value).toBe('playing');
    expect(replay.at.value).toBe(far + 5);
  });

  test('another seek gives up the one before, and what it had asked for', async () => {
    const { replay, log } = opened(meetings);
    log.isHeld = true;
    const first = replay.seek(meetings.timeline.lastMs);
    const asked = log.asked.length;
    const second = replay.seek(meetings.timeline.firstMs);
    await first;
    expect(log.aborted).toContain(log.asked[asked - 1]);
    log.isHeld = false;
    log.letGo();
    await second;
    expect(replay.at.value).toBe(meetings.timeline.firstMs);
    expect(replay.status.value).toBe('paused');
  });

  test('says why it failed, and tries again when asked', async () => {
    const { replay, log } = opened(meetings);
    log.failure = 'log_unavailable';
    await replay.seek(meetings.timeline.firstMs);
    expect([replay.status.value, replay.trouble.value]).toEqual(['failed', 'log_unavailable']);
    log.failure = null;
    replay.play();
    await vi.waitFor(() => expect([replay.status.value, replay.trouble.value]).toEqual(['playing', null]));
    replay.close();
  });

  test('a damaged part of the log is named', async () => {
    const segments = meetings.segments.map((segment) => ({ ...segment, snapshot: [[[]], [], []] }));
    const { replay } = opened({ ...meetings, segments });
    await replay.seek(meetings.timeline.firstMs);
    expect([replay.status.value, replay.trouble.value]).toEqual(['failed', 'log_damaged']);
  });

  test('passes over the time in which the server stood still, and shows nobody in it', async () => {
    const golden = logNamed('restarts');
    const { replay, frames } = opened(golden);
    const { endMs, startMs } = golden.timeline.restarts[0] as { endMs: number; startMs: number };
    await replay.seek((endMs + startMs) / 2);
    expect(replay.trouble.value).toBe('server_stopped');
    expect(told(replay)).toMatchObject({ drawn: [], people: [], moment: { people: [] } });
    await replay.seek(endMs - 40);
    replay.play();
    for (let i = 0; i < 3; i++) {
      frames.draw(50);
      await settled();
    }
    replay.pause();
    expect(replay.at.value).toBeGreaterThanOrEqual(startMs);
    expect(replay.trouble.value).toBeNull();
  });

  test('an island whose map is gone lies on a plain ground that holds everybody', async () => {
    const loadMap = () => Promise.reject(new Error('404'));
    const { replay } = opened(meetings, { loadMap });
    await replay.seek(meetings.timeline.lastMs);
    expect(replay.trouble.value).toBe('map_gone');
    expect(replay.status.value).toBe('paused');
    const map = replay.store.map.value;
    for (const { at } of replay.moment.value.people) {
      expect(at === null || (map && at.x < map.width && at.y < map.height)).toBeTruthy();
    }
  });

  test('follows somebody by pseudonym, over their leaving and coming back', async () => {
    const { replay } = opened(meetings);
    const moment = meetings.moments.find(({ island, state }) => island === 'nes' && (state?.avatars.length ?? 0) > 1);
    const { avatar, pseudonym } = (moment?.state?.avatars ?? [])[0] as GoldenAvatar;
    replay.follow(pseudonym);
    await replay.seek(meetings.timeline.firstMs);
    expect(replay.store.me.value).toBeNull();
    expect(replay.store.focus.value).toMatchObject({ x1: 24, y1: 14 });
    await replay.seek(moment?.wall_ms as number);
    expect(replay.store.me.value?.avatar).toBe(avatar);
    expect(replay.store.focus.value).toBeNull();
    replay.follow(null);
    expect(replay.store.me.value).toBeNull();
  });

  test('names people and draws their looks when told, and only those told are drawn strongly', async () => {
    const { replay } = opened(meetings);
    await replay.seek(meetings.timeline.lastMs);
    const { avatar, pseudonym } = replay.moment.value.people[0] as ReplayedPerson;
    const before = replay.store.people.value.get(avatar);
    expect(before?.name).toBe(pseudonym.split('-')[0]);
    expect(before?.look).toHaveLength(7);
    const look = [1, 2, 3, 4, 5, 6, 0];
    replay.name(new Map([[pseudonym, { name: 'Anna', look }]]));
    expect(replay.store.people.value.get(avatar)).toMatchObject({ name: 'Anna', look });
    replay.filter(new Set([pseudonym]));
    expect(replay.store.strong.value).toEqual(new Set([avatar]));
    replay.filter(null);
    expect(replay.store.strong.value).toBeNull();
  });
});

describe('walked ground', () => {
  test('everybody whose place is kept was somewhere all the time', async () => {
    const { replay } = opened(meetings);
    const { firstMs, lastMs } = meetings.timeline;
    await replay.seek(lastMs);
    const done: number[] = [];
    const work = { onProgress: (part: number) => done.push(part), signal: new AbortController().signal };
    const ground = await replay.paths(firstMs, lastMs, null, work);
    expect(ground.covered).toEqual([{ fromMs: firstMs, toMs: lastMs }]);
    expect(done.at(-1)).toBe(1);
    const spent = ground.spentMs.reduce((sum, ms) => sum + ms, 0);
    expect(spent).toBe(await personMs(replay, firstMs, lastMs));
    for (const { steps } of ground.trails) {
      steps.slice(1).forEach((step, i) => {
        const former = steps[i];
        if (!former) return;
        expect(Math.max(Math.abs(step.x - former.x), Math.abs(step.y - former.y))).toBe(1);
        expect(step.atMs).toBeGreaterThanOrEqual(former.atMs);
      });
    }
  });

  test('is told of what is held only, unless it is work', async () => {
    const { replay, log } = opened(meetings);
    const { firstMs, lastMs } = meetings.timeline;
    await replay.seek(firstMs);
    const asked = log.asked.length;
    const ground = await replay.paths(firstMs, lastMs, new Set(['nobody']), null);
    expect(log.asked).toHaveLength(asked);
    expect(ground.covered[0]?.toMs).toBeLessThan(lastMs);
    expect(ground.trails).toEqual([]);
    const abort = new AbortController();
    abort.abort();
    const work = { onProgress: () => {}, signal: abort.signal };
    await expect(replay.paths(firstMs, lastMs, null, work)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});

/** The slow way: ask each ms who stands somewhere. */
async function personMs(replay: Replay, fromMs: number, toMs: number): Promise<number> {
  let sum = 0;
  for (let at = fromMs; at < toMs; at++) {
    await replay.seek(at);
    sum += replay.moment.value.people.filter((person) => person.at !== null).length;
  }
  return sum;
}
