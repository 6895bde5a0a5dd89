/** Single keys and what they mean. Pure: which wish, if any, a key press is. */

export type Shortcut =
  | 'microphone'
  | 'camera'
  | 'react'
  | 'chat'
  | 'people'
  | 'settings'
  | 'leaveTalk'
  | 'hand'
  | 'help'
  | 'offer'
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
  h: 'hand',
  '?': 'help',
  Enter: 'offer',
  Escape: 'close',
};

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

/** Where the focus is: in a text field, on something that keys work, or on neither. */
export type FocusOn = 'text' | 'control' | 'nothing';

/** `lettersCount`: the person has left single-letter shortcuts on. */
export function shortcutOf(press: KeyPress, lettersCount: boolean, focus: FocusOn): Shortcut | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return null;
  if (press.key === 'Escape') return 'close';
  if (press.key === 'Enter' || press.key === ' ') return focus === 'nothing' ? 'offer' : null;
  if (focus === 'text' || !lettersCount) return null;
  return SHORTCUT_KEYS[press.key.toLowerCase()] ?? null;
}
