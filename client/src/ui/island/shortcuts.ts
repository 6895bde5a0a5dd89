/** Single keys and what they mean. Pure: which wish, if any, a key press is. */

export type Shortcut =
  | 'microphone'
  | 'camera'
  | 'react'
  | 'chat'
  | 'people'
  | 'settings'
  | 'leaveTalk'
  | 'help'
  | 'close';

/** Letters that walking (W A S D and the arrows) leaves free. */
export const SHORTCUT_KEYS: Readonly<Record<string, Shortcut>> = {
  m: 'microphone',
  v: 'camera',
  r: 'react',
  c: 'chat',
  p: 'people',
  i: 'settings',
  x: 'leaveTalk',
  '?': 'help',
  Escape: 'close',
};

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

/** `lettersCount`: the person has left single-letter shortcuts on; `isTyping`: the focus is in a text field. */
export function shortcutOf(press: KeyPress, lettersCount: boolean, isTyping: boolean): Shortcut | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return null;
  if (press.key === 'Escape') return 'close';
  if (isTyping || !lettersCount) return null;
  return SHORTCUT_KEYS[press.key.toLowerCase()] ?? null;
}
