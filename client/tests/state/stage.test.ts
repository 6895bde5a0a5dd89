import { beforeEach, expect, test } from 'vitest';
import type { Conversation } from '../../src/core/people.ts';
import type { AvatarId } from '../../src/core/units.ts';
import { forgetIsland } from '../../src/state/here.ts';
import { applyStages, heardStage } from '../../src/state/stage.ts';
import { createStore, type Store } from '../../src/state/store.ts';
import { zoneOf } from '../core/made-zones.ts';

const ME = 1 as AvatarId;
const [ANNA, BO] = [2 as AvatarId, 3 as AvatarId];
const PODIUM = zoneOf('Podium', { kind: 'podium', stage: 'hall', spans: [[0, 0, 2]] });
const HALL = zoneOf('Zaal', { kind: 'audience', stage: 'hall', spans: [[0, 2, 9]] });
const OTHER = zoneOf('Kansel', { kind: 'podium', stage: 'yard', spans: [[5, 0, 1]] });
const YARD = zoneOf('Tuin', { kind: 'audience', stage: 'yard', spans: [[5, 1, 9]] });
const QUIET = zoneOf('Stilte', { kind: 'quiet', spans: [[9, 0, 9]] });

let store: Store;

beforeEach(() => {
  store = createStore('nl', false);
  store.zones.value = [PODIUM, HALL, OTHER, YARD, QUIET];
  store.me.value = {
    avatar: ME,
    name: 'M',
    look: [0, 0, 0, 0, 0, 0, 0],
    role: 'attendee',
    availability: 'available',
    media: 'full',
  };
  stages({});
});

function stages(rules: { wide?: boolean; whisper?: boolean; speakers?: AvatarId[]; left?: number | null }): void {
  const { wide = false, whisper = false, speakers = [ANNA], left = null } = rules;
  const other = { id: OTHER.id, wide: false, whisper: false, speakers: [], left_ms: null };
  applyStages(store.stage, [{ id: PODIUM.id, wide, whisper, speakers, left_ms: left }, other], 5000);
}

const talk = (kind: Conversation['kind'], ...members: AvatarId[]): Conversation => ({
  id: 1 as never,
  kind,
  zone: kind === 'stage' ? PODIUM.id : null,
  locked: false,
  lockable: false,
  capacity: 8,
  members: members.map((avatar) => ({ avatar, role: 'speaker' })),
  listeners: 0,
});
const heard = () => heardStage(store)?.as ?? null;

test('a stage is heard on it, before it and, if it is wide, all over the island', () => {
  expect(heard()).toBeNull();
  store.conversation.value = talk('stage', ANNA);
  expect(heard()).toBe('audience');
  stages({ speakers: [ANNA, ME] });
  expect(heard()).toBe('speaker');
  store.conversation.value = talk('bubble', ME, BO);
  stages({ wide: true });
  expect(heard()).toBe('wide');
});

test('quiet places stay quiet, and before another stage one hears that one only', () => {
  stages({ wide: true });
  store.here.value = [QUIET];
  expect(heard()).toBeNull();
  store.here.value = [YARD];
  expect(heard()).toBeNull();
});

test('an audience that may talk hears its stage beside its talk', () => {
  stages({ whisper: true });
  store.here.value = [HALL];
  expect(heard()).toBe('whispering');
  store.conversation.value = talk('bubble', ME, BO);
  expect(heard()).toBe('whispering');
});

test('a countdown ends as long after the message as it says', () => {
  stages({ left: 60_000 });
  expect(store.stage.stages.value[0]?.endsAt).toBe(65_000);
});

test('another island has other stages', () => {
  store.stage.hand.value = { stage: PODIUM.id, place: 1 };
  forgetIsland(store);
  expect(store.stage.stages.value).toEqual([]);
  expect(store.stage.hand.value).toBeNull();
});
