import { expect, test } from 'vitest';
import { listeningSpot, nearTalks } from '../../src/core/near-talks.ts';
import type { ConversationKind } from '../../src/core/people.ts';
import type { AvatarId, ConversationId } from '../../src/core/units.ts';
import type { AvatarView } from '../../src/core/world-view.ts';

function at(avatar: number, x: number, y: number, talk: number | null, kind: ConversationKind = 'bubble'): AvatarView {
  return {
    avatar: avatar as AvatarId,
    pose: { at: { x, y } } as AvatarView['pose'],
    microphone: false,
    camera: false,
    availability: 'available',
    conversation: talk as ConversationId | null,
    conversationKind: talk === null ? null : kind,
    locked: talk === 9,
    onStage: false,
  };
}

const ME = 1 as AvatarId;

test('conversations near are told with all members, the nearest first', () => {
  const avatars = [at(1, 0, 0, null), at(2, 6, 0, 7), at(3, 5, 0, 7), at(4, 0, 3, 9), at(5, 0, 20, 9), at(6, 40, 0, 8)];
  expect(nearTalks(ME, avatars, 12)).toEqual([
    { id: 9, kind: 'bubble', locked: true, members: [4, 5], tiles: 3, direction: 4, at: { x: 0, y: 3 } },
    { id: 7, kind: 'bubble', locked: false, members: [3, 2], tiles: 5, direction: 2, at: { x: 5, y: 0 } },
  ]);
});

test('the own conversation, stages, and people alone are not among them', () => {
  const avatars = [at(1, 0, 0, 7), at(2, 1, 0, 7), at(3, 2, 0, 5, 'stage'), at(4, 3, 0, null)];
  expect(nearTalks(ME, avatars, 12)).toEqual([]);
  expect(nearTalks(99 as AvatarId, avatars, 12)).toEqual([]);
});

test('who walks up to listen stops about four tiles away, on this side', () => {
  for (const there of [
    { x: 10, y: 0 },
    { x: -3, y: 9 },
    { x: 7, y: 7 },
  ]) {
    const spot = listeningSpot({ x: 0, y: 0 }, there, 4);
    const distance = Math.hypot(there.x - spot.x, there.y - spot.y);
    expect(distance).toBeLessThanOrEqual(4.3);
    expect(distance).toBeGreaterThan(2);
  }
  expect(listeningSpot({ x: 0, y: 0 }, { x: 2, y: 0 }, 4)).toEqual({ x: 0, y: 0 });
});
