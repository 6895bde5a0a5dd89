// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { keyFocus, replayKey } from '../../../src/ui/attendance/replay-keys.ts';

const pressed = (key: string, more: object = {}) => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

test.each([
  [' ', 'play'],
  ['ArrowLeft', 'back'],
  ['ArrowRight', 'forward'],
  ['Home', 'start'],
  ['End', 'end'],
  ['[', 'meetingBack'],
  [']', 'meetingForward'],
  [',', 'slower'],
  ['.', 'faster'],
  ['x', null],
] as const)('%s means %s', (key, meant) => {
  expect(replayKey(pressed(key), true, 'nothing')).toBe(meant);
});

test('with shift arrows go a little way', () => {
  expect(replayKey(pressed('ArrowRight', { shiftKey: true }), true, 'nothing')).toBe('forwardFine');
});

test('single signs can be off; the other keys go on', () => {
  expect(replayKey(pressed('['), false, 'nothing')).toBeNull();
  expect(replayKey(pressed('ArrowLeft'), false, 'nothing')).toBe('back');
});

test('what the browser or a control needs itself is left to it', () => {
  expect(replayKey(pressed('ArrowLeft', { altKey: true }), true, 'nothing')).toBeNull();
  expect(replayKey(pressed(' '), true, 'button')).toBeNull();
  expect(replayKey(pressed(' '), true, 'slider')).toBe('play');
  expect(replayKey(pressed('ArrowLeft'), true, 'own')).toBeNull();
});

test('the focus is told by what has it', () => {
  document.body.innerHTML = `<input type="range" data-seek><input type="search"><input type="checkbox">
    <button><b>x</b></button><select></select><p>y</p><button role="tab">z</button>`;
  const of = (selector: string) => keyFocus(document.querySelector(selector));
  expect(of('[data-seek]')).toBe('slider');
  expect(of('[type=search]')).toBe('own');
  expect(of('select')).toBe('own');
  expect(of('[role=tab]')).toBe('own');
  expect(of('b')).toBe('button');
  expect(of('[type=checkbox]')).toBe('button');
  expect(of('p')).toBe('nothing');
});
