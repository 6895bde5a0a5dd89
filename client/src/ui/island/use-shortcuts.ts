/** Listens for the shortcuts while the island is shown. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type App, useApp } from '../app-context.ts';
import { type Shortcut, shortcutOf } from './shortcuts.ts';

/** Gives a number that changes each time the reactions are asked for by key. */
export function useShortcuts(): ReadonlySignal<number> {
  const app = useApp();
  const summoned = useSignal(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event, app.preferences.letterKeys.value, isTyping(event.target));
      if (shortcut === null) return;
      if (shortcut === 'react') summoned.value += 1;
      else carryOut(shortcut, app);
      if (shortcut !== 'close') event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [app, summoned]);
  return summoned;
}

function carryOut(shortcut: Exclude<Shortcut, 'react'>, { store, intents, panels }: App): void {
  const sends = store.me.value?.media === 'full';
  switch (shortcut) {
    case 'microphone':
      if (sends) intents.toggleMicrophone();
      return;
    case 'camera':
      if (sends) intents.toggleCamera();
      return;
    case 'leaveTalk':
      if (store.conversation.value) void intents.leaveConversation();
      return;
    case 'close':
      if (panels.open.value) panels.close();
      return;
    default:
      panels.toggle(shortcut);
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
