/** Listens for the shortcuts while the island is shown. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type App, useApp } from '../app-context.ts';
import { toggleHand } from '../stage/hand.ts';
import { type FocusOn, type Shortcut, shortcutOf } from './shortcuts.ts';

/** Gives a number that changes each time the reactions are asked for by key. */
export function useShortcuts(): ReadonlySignal<number> {
  const app = useApp();
  const summoned = useSignal(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event, app.preferences.letterKeys.value, focusOn(event.target));
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

function carryOut(shortcut: Exclude<Shortcut, 'react'>, app: App): void {
  const { store, intents, panels } = app;
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
    case 'hand':
      void toggleHand(app);
      return;
    case 'close':
      close(app);
      return;
    case 'offer':
      document.querySelector<HTMLElement>('.offers [data-offer]')?.click();
      return;
    default:
      panels.toggle(shortcut);
  }
}

/** Escape closes what has the focus, else what came last over the island. */
function close({ panels, sites, tips }: App): void {
  const isInSite = document.activeElement?.closest('.site') != null;
  if (panels.open.value && !isInSite) panels.close();
  else if (tips.shown.value && !isInSite) tips.dismiss();
  else if (sites.open.value) sites.close();
}

const CONTROLS = 'a, button, summary, video, iframe, [role="tab"], [role="log"], [tabindex="0"]';

function focusOn(target: EventTarget | null): FocusOn {
  if (!(target instanceof HTMLElement)) return 'nothing';
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return 'text';
  return target.closest(CONTROLS) ? 'control' : 'nothing';
}
