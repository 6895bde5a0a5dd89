/** Which key does what while one looks back. Pure. */

export type ReplayKey =
  | 'play'
  | 'back'
  | 'forward'
  | 'backFine'
  | 'forwardFine'
  | 'start'
  | 'end'
  | 'meetingBack'
  | 'meetingForward'
  | 'slower'
  | 'faster';

/** `slider`: the time itself, for which its own keys mean the same; `own`: whatever has its own use for arrows and space. */
export type KeyFocus = 'nothing' | 'slider' | 'button' | 'own';

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const SIGNS: Readonly<Record<string, ReplayKey>> = {
  '[': 'meetingBack',
  ']': 'meetingForward',
  ',': 'slower',
  '.': 'faster',
};

/** What is meant; null if nothing of the replay is. `signsCount`: single characters may be used. */
export function replayKey(pressed: PressedKey, signsCount: boolean, focus: KeyFocus): ReplayKey | null {
  if (focus === 'own' || pressed.altKey || pressed.ctrlKey || pressed.metaKey) return null;
  switch (pressed.key) {
    case ' ':
      return focus === 'button' ? null : 'play';
    case 'ArrowLeft':
      return pressed.shiftKey ? 'backFine' : 'back';
    case 'ArrowRight':
      return pressed.shiftKey ? 'forwardFine' : 'forward';
    case 'Home':
      return 'start';
    case 'End':
      return 'end';
    default:
      return signsCount ? (SIGNS[pressed.key] ?? null) : null;
  }
}

const BUTTONS = 'button, summary, a';
const OWN = 'input, textarea, select, [contenteditable], [role="tab"]';

/** What has the focus, as far as keys are concerned. */
export function keyFocus(target: EventTarget | null): KeyFocus {
  if (!(target instanceof HTMLElement)) return 'nothing';
  if (target.matches('input[type="range"][data-seek]')) return 'slider';
  if (target.matches('input[type="checkbox"]')) return 'button';
  if (target.closest(OWN)) return 'own';
  return target.closest(BUTTONS) ? 'button' : 'nothing';
}
