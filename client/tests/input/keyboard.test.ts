// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Direction } from '../../src/core/units.ts';
import { attachKeyboard } from '../../src/input/keyboard.ts';

let headings: (Direction | null)[];
let zooms: number[];
let letters: boolean;
let detach: () => void;

const key = (type: string, code: string, on: EventTarget = document.body, more: KeyboardEventInit = {}) =>
  on.dispatchEvent(new KeyboardEvent(type, { code, key: code, bubbles: true, cancelable: true, ...more }));

beforeEach(() => {
  vi.useFakeTimers();
  headings = [];
  zooms = [];
  letters = true;
  const intents = { head: (direction: Direction | null) => void headings.push(direction) };
  detach = attachKeyboard(window, intents, {
    zoom: (towards) => void zooms.push(towards),
    lettersCount: () => letters,
  });
});

afterEach(() => {
  detach();
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('walking by key', () => {
  it('tells each change of direction once', () => {
    key('keydown', 'ArrowUp');
    key('keydown', 'ArrowUp');
    key('keyup', 'ArrowUp');
    expect(headings).toEqual([0, null]);
  });

  it('does not turn when two fingers are lifted one after the other', () => {
    key('keydown', 'KeyW');
    key('keydown', 'KeyD');
    key('keyup', 'KeyD');
    vi.advanceTimersByTime(30);
    key('keyup', 'KeyW');
    vi.advanceTimersByTime(500);
    expect(headings).toEqual([0, 1, null]);
  });

  it('turns when one of two keys stays down', () => {
    key('keydown', 'KeyW');
    key('keydown', 'KeyD');
    key('keyup', 'KeyD');
    vi.advanceTimersByTime(500);
    expect(headings).toEqual([0, 1, 0]);
  });

  it('stops when the window loses the focus, and when it is no longer listened to', () => {
    key('keydown', 'ArrowLeft');
    window.dispatchEvent(new Event('blur'));
    key('keydown', 'ArrowLeft');
    detach();
    key('keydown', 'ArrowUp');
    expect(headings).toEqual([6, null, 6, null]);
  });

  it('leaves keys alone in fields, dialogs and lists of choices', () => {
    document.body.innerHTML = '<input><div role="dialog"><button></button></div><div role="radiogroup"><b></b></div>';
    for (const selector of ['input', 'button', 'b']) {
      const element = document.querySelector(selector);
      if (element) key('keydown', 'ArrowUp', element);
    }
    expect(headings).toEqual([]);
  });

  it('leaves keys with Ctrl, Alt or Meta to the browser', () => {
    key('keydown', 'KeyD', document.body, { ctrlKey: true });
    expect(headings).toEqual([]);
  });

  it('uses arrows only when letters are turned off', () => {
    letters = false;
    key('keydown', 'KeyD');
    key('keydown', 'ArrowRight');
    expect(headings).toEqual([2]);
  });
});

it('plus and minus zoom', () => {
  key('keydown', 'Equal', document.body, { key: '+' });
  key('keydown', 'Minus', document.body, { key: '-' });
  expect(zooms).toEqual([1, -1]);
});
