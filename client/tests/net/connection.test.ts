import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection, type Handlers, type Link } from '../../src/net/connection.ts';
import type { Hello, Welcome } from '../../src/protocol/messages.ts';
import { FakeSocket } from './fake-socket.ts';

const HELLO: Hello = {
  v: 1,
  token: 'T',
  person: null,
  name: 'Anna',
  look: [0, 0, 0, 0, 0, 0, 0],
  media: 'text',
  lang: 'nl',
  path: false,
  entry: null,
  generation: null,
  permit: null,
};

function setUp() {
  const socket = new FakeSocket();
  const links: Link[] = [];
  const ends: [string, boolean][] = [];
  const heard: [string, unknown][] = [];
  const names: (keyof Handlers)[] = ['welcome', 'delta', 'roster', 'moved', 'conversation', 'chat'];
  const handlers = Object.fromEntries(names.map((name) => [name, (message: unknown) => heard.push([name, message])]));
  const connection = new Connection({
    hello: () => HELLO,
    handlers: handlers as unknown as Handlers,
    onLink: (link) => links.push(link),
    onEnd: (reason, entered) => ends.push([reason, entered]),
    open: () => socket,
  });
  return { socket, links, ends, heard, connection };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('messages reach their handlers, binary ones as bytes', () => {
  const { socket, heard } = setUp();
  socket.hear('connect');
  socket.hear('delta', Uint8Array.of(1, 2).buffer);
  socket.hear('chat', { id: 1 });
  expect(heard).toEqual([
    ['delta', Uint8Array.of(1, 2)],
    ['chat', { id: 1 }],
  ]);
});

test('without a connection nothing is kept to be sent later', async () => {
  const { socket, connection } = setUp();
  connection.send('react', { emoji: 'clap' });
  expect(await connection.request('clock', {})).toEqual({ ok: false, reason: 'network' });
  expect(socket.sent).toEqual([]);
});

test('a request gives the answer of the server, or says that none came', async () => {
  const { socket, connection } = setUp();
  socket.hear('connect');
  socket.answer = () => ({ ok: false, reason: 'locked' });
  expect(await connection.request('conversation', { action: 'join' })).toEqual({ ok: false, reason: 'locked' });
  socket.answer = () => {
    throw new Error('timeout');
  };
  expect(await connection.request('clock', {})).toEqual({ ok: false, reason: 'network' });
});

test('a lost connection comes back by itself, and is offline after some attempts in vain', () => {
  const { socket, links, ends } = setUp();
  socket.hear('connect');
  socket.hear('disconnect', 'transport close');
  for (let attempt = 0; attempt < 5; attempt++) socket.hear('connect_error', new Error('websocket error'));
  expect(links.at(1)).toEqual({ at: 'reconnecting', attempt: 1 });
  expect(links.at(-1)).toEqual({ at: 'offline' });
  socket.hear('connect');
  expect(links.at(-1)).toEqual({ at: 'online' });
  expect(ends).toEqual([]);
});

test.each(['replaced', 'abuse', 'left', 'travel'])('bye with %s is the end', (reason) => {
  const { socket, ends, links } = setUp();
  socket.hear('connect');
  socket.hear('welcome', {} as Welcome);
  socket.hear('bye', { reason });
  socket.hear('disconnect', 'io server disconnect');
  vi.advanceTimersByTime(60_000);
  expect(ends).toEqual([[reason, true]]);
  expect(links.at(-1)).toEqual({ at: 'offline' });
  expect(socket.connects).toBe(1);
});

test.each(['closing', 'slow'])('bye with %s passes: the browser comes back a little later', (reason) => {
  const { socket, ends } = setUp();
  socket.hear('connect');
  socket.hear('bye', { reason });
  socket.hear('disconnect', 'io server disconnect');
  expect(socket.connects).toBe(1);
  vi.advanceTimersByTime(3000);
  expect(socket.connects).toBe(2);
  expect(ends).toEqual([]);
});

test('a refusal that stays is the end, before one was in', () => {
  const { socket, ends } = setUp();
  socket.hear('connect_error', Object.assign(new Error('no'), { data: { reason: 'link_expired' } }));
  expect(ends).toEqual([['link_expired', false]]);
});

test('a server that is closing is tried again', () => {
  const { socket, ends } = setUp();
  socket.active = false;
  socket.hear('connect_error', Object.assign(new Error('no'), { data: { reason: 'closing' } }));
  vi.advanceTimersByTime(3000);
  expect(socket.connects).toBe(2);
  expect(ends).toEqual([]);
});

test('who leaves says so, and stays away', () => {
  const { socket, connection, links } = setUp();
  socket.hear('connect');
  connection.close();
  socket.hear('disconnect', 'io client disconnect');
  connection.reconnect();
  expect(socket.sent).toEqual([['leave', {}]]);
  expect(socket.connects).toBe(1);
  expect(links).toEqual([{ at: 'online' }]);
});

test('who only hangs up has not left', () => {
  const { socket, connection, ends } = setUp();
  socket.hear('connect');
  connection.drop();
  socket.hear('disconnect', 'io client disconnect');
  expect(socket.sent).toEqual([]);
  expect(ends).toEqual([]);
});

test('asked for, a new attempt is made at once', () => {
  const { socket, connection } = setUp();
  socket.hear('connect_error', new Error('websocket error'));
  connection.reconnect();
  expect(socket.connects).toBe(2);
});
