/** What this browser remembers of a person's choices. Nothing of it is sent anywhere. */

import { type Signal, signal } from '@preact/signals';
import type { Look, MediaChoice } from '../core/people.ts';
import type { Language } from '../state/store.ts';

export interface Preferences {
  readonly name: Signal<string>;
  readonly look: Signal<Look | null>;
  /** null: not chosen yet. */
  readonly media: Signal<MediaChoice | null>;
  readonly letterKeys: Signal<boolean>;
  readonly largeTiles: Signal<boolean>;
  /** Chosen here; null: the browser's. */
  readonly language: Signal<Language | null>;
  readonly placedVoices: Signal<boolean>;
  /** Whether places may make sound here; null: not asked yet. */
  readonly placeSounds: Signal<boolean | null>;
  /** 0..1. */
  readonly placeVolume: Signal<number>;
  /** Other hosts whose pages and sounds are always shown here. */
  readonly hosts: Signal<readonly string[]>;
  /** Whether one's path may be kept, where the event does so. */
  readonly keepsPath: Signal<boolean>;
}

const PREFIX = 'eiland.';

/** Reads them, and keeps each change. Works without storage too: then nothing is remembered. */
export function loadPreferences(storage: Storage | null): Preferences {
  return {
    name: remembered(storage, 'name', '', (value) => typeof value === 'string'),
    look: remembered<Look | null>(storage, 'look', null, isLook),
    media: remembered<MediaChoice | null>(storage, 'media', null, (value) =>
      ['full', 'listen', 'text'].includes(String(value)),
    ),
    letterKeys: remembered(storage, 'letterKeys', true, isBoolean),
    largeTiles: remembered(storage, 'largeTiles', false, isBoolean),
    language: remembered<Language | null>(storage, 'language', null, (value) => value === 'nl' || value === 'en'),
    placedVoices: remembered(storage, 'placedVoices', placedByDefault(navigator.userAgent), isBoolean),
    placeSounds: remembered<boolean | null>(storage, 'placeSounds', null, isBoolean),
    placeVolume: remembered(storage, 'placeVolume', 0.6, isShare),
    hosts: remembered<readonly string[]>(storage, 'hosts', [], isTexts),
    keepsPath: remembered(storage, 'keepsPath', false, isBoolean),
  };
}

/** The browser's storage, or null where it is switched off. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function remembered<Value>(
  storage: Storage | null,
  key: string,
  otherwise: Value,
  isValid: (value: unknown) => boolean,
) {
  const value = signal(read(storage, PREFIX + key, otherwise, isValid));
  value.subscribe((current) => {
    try {
      if (current !== otherwise) storage?.setItem(PREFIX + key, JSON.stringify(current));
      else storage?.removeItem(PREFIX + key);
    } catch {
      // Full or forbidden: this browser will not remember.
    }
  });
  return value;
}

function read<Value>(
  storage: Storage | null,
  key: string,
  otherwise: Value,
  isValid: (value: unknown) => boolean,
): Value {
  try {
    const text = storage?.getItem(key) ?? null;
    const value: unknown = text === null ? otherwise : JSON.parse(text);
    return isValid(value) ? (value as Value) : otherwise;
  } catch {
    return otherwise;
  }
}

/** Not on Android: it may cancel the echo of plain sound only, and a phone's loudspeaker has no sides. */
function placedByDefault(userAgent: string): boolean {
  return !userAgent.includes('Android');
}

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((text) => typeof text === 'string');

const isLook = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 7 && value.every((part) => Number.isInteger(part) && part >= 0);
