import { expect, test } from 'vitest';
import type { Conversation } from '../../src/core/people.ts';
import type { Nearby } from '../../src/state/store.ts';
import { Announcer } from '../../src/ui/say/announcer.ts';
import { cameClose, conversationNews } from '../../src/ui/say/sentences.ts';

function setUp() {
  const said: string[] = [];
  const timers: (() => void)[] = [];
  const announcer = new Announcer(
    (text) => said.push(text),
    (then) => timers.push(then),
  );
  return { said, announcer, pass: () => timers.shift()?.() };
}

test('one sentence is said at a time, in order', () => {
  const { said, announcer, pass } = setUp();
  announcer.announce('a', 'one');
  announcer.announce('b', 'two');
  expect(said).toEqual(['one']);
  pass();
  expect(said).toEqual(['one', 'two']);
  pass();
  announcer.announce('c', 'three');
  expect(said).toEqual(['one', 'two', 'three']);
});

test('of what waits about one subject only the newest is said', () => {
  const { said, announcer, pass } = setUp();
  announcer.announce('near', 'first');
  announcer.announce('near', 'old');
  announcer.announce('near', 'new');
  pass();
  pass();
  expect(said).toEqual(['first', 'new']);
});

test('what happens to oneself goes before news of others', () => {
  const { said, announcer, pass } = setUp();
  announcer.announce('chat', 'hello');
  announcer.announce('near', 'Bo is near');
  announcer.announce('conversation', 'you joined', true);
  announcer.announce('came', 'Cees joined', true);
  for (let index = 0; index < 3; index += 1) pass();
  expect(said).toEqual(['hello', 'you joined', 'Cees joined', 'Bo is near']);
});

test('whoever is far behind is not flooded', () => {
  const { said, announcer, pass } = setUp();
  for (let index = 0; index < 50; index += 1) announcer.announce(`${index}`, `${index}`);
  for (let index = 0; index < 50; index += 1) pass();
  expect(said).toEqual(['0', '46', '47', '48', '49']);
});

const near = (avatar: number, tiles: number) => ({ avatar, tiles }) as Nearby;

test('those who come close are told nearest first, once, and not those far away', () => {
  const is = [near(3, 1), near(2, 4), near(9, 20)];
  expect(cameClose([near(2, 12)], is).map(({ avatar }) => avatar)).toEqual([3, 2]);
  expect(cameClose(is, is)).toEqual([]);
});

const talk = (id: number, avatars: number[], locked = false) =>
  ({ id, locked, members: avatars.map((avatar) => ({ avatar, role: 'speaker' })) }) as unknown as Conversation;
const news = (was: Conversation | null, is: Conversation | null) =>
  conversationNews(was, is, 1 as never).map(({ key, people }) => [key, ...people]);

test('a conversation is told: joined, who came, who went, locked, left', () => {
  expect(news(null, talk(5, [1, 2, 3]))).toEqual([['say.joined', 2, 3]]);
  expect(news(null, talk(5, [1]))).toEqual([['say.joinedAlone']]);
  expect(news(talk(5, [1, 2]), talk(5, [1, 3, 4]))).toEqual([
    ['say.cameMany', 3, 4],
    ['say.went', 2],
  ]);
  expect(news(talk(5, [1, 2]), talk(5, [1, 2], true))).toEqual([['say.locked']]);
  expect(news(talk(5, [1, 2]), talk(6, [1, 4]))).toEqual([['say.joined', 4]]);
  expect(news(talk(5, [1, 2]), null)).toEqual([['say.left']]);
  expect(news(null, null)).toEqual([]);
});
