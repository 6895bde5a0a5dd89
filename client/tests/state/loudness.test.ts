import { beforeEach, expect, test } from 'vitest';
import type { Conversation } from '../../src/core/people.ts';
import type { AvatarId } from '../../src/core/units.ts';
import { loudnessOf } from '../../src/state/loudness.ts';
import { applyStages } from '../../src/state/stage.ts';
import { createStore, type Store } from '../../src/state/store.ts';
import { zoneOf } from '../core/made-zones.ts';

const [ME, ANNA, BO] = [1 as AvatarId, 2 as AvatarId, 3 as AvatarId];
const PODIUM = zoneOf('Podium', { kind: 'podium', stage: 'hall', spans: [[0, 0, 2]] });
const NOBODY: ReadonlySet<AvatarId> = new Set();

let store: Store;

beforeEach(() => {
  store = createStore('nl', false);
  store.me.value = {
    avatar: ME,
    name: 'M',
    look: [0, 0, 0, 0, 0, 0, 0],
    role: 'attendee',
    availability: 'available',
    media: 'full',
  };
});

function onStage(...speakers: AvatarId[]): void {
  applyStages(store.stage, [{ id: PODIUM.id, wide: true, whisper: false, speakers, left_ms: null }], 5000);
}

function talk(kind: Conversation['kind'], ...members: AvatarId[]): void {
  store.conversation.value = {
    id: 1 as never,
    kind,
    zone: kind === 'stage' ? PODIUM.id : null,
    locked: false,
    lockable: false,
    capacity: 8,
    members: members.map((avatar) => ({ avatar, role: 'speaker' })),
    listeners: 0,
  };
}

test('a stage is soft while somebody speaks in one’s own circle, and only then', () => {
  onStage(ANNA);
  talk('bubble', ME, BO);
  expect(loudnessOf(store, ANNA, NOBODY)).toBe(1);
  expect(loudnessOf(store, ANNA, new Set([ANNA]))).toBe(1);
  const soft = loudnessOf(store, ANNA, new Set([BO]));
  expect(soft).toBeGreaterThan(0);
  expect(soft).toBeLessThan(0.5);
  expect(loudnessOf(store, BO, new Set([BO, ANNA]))).toBe(1);
});

test('who silences the stage hears their own circle still, and on stage everybody', () => {
  onStage(ANNA);
  talk('bubble', ME, BO);
  store.stage.hushed.value = true;
  expect(loudnessOf(store, ANNA, NOBODY)).toBe(0);
  expect(loudnessOf(store, BO, NOBODY)).toBe(1);
  talk('stage', ANNA);
  expect(loudnessOf(store, ANNA, NOBODY)).toBe(0);
  onStage(ANNA, ME);
  expect(loudnessOf(store, ANNA, NOBODY)).toBe(1);
});

test('what one overhears is soft, also beside a stage; in a conversation it is as loud as it is', () => {
  expect(loudnessOf(store, BO, NOBODY)).toBeLessThan(0.5);
  onStage(ANNA);
  expect(loudnessOf(store, BO, NOBODY)).toBeLessThan(0.5);
  expect(loudnessOf(store, ANNA, NOBODY)).toBe(1);
  talk('bubble', ME, BO);
  expect(loudnessOf(store, BO, NOBODY)).toBe(1);
});
