/** Which panel is open, and what is unread in the chat. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Store } from '../../state/store.ts';

export type PanelName = 'chat' | 'people' | 'settings' | 'help' | 'credits' | 'host' | 'gathering' | 'activities';
export type ChatScope = 'near' | 'island';
export type PeopleTab = 'nearby' | 'everyone' | 'places' | 'met';

export interface Panels {
  readonly open: ReadonlySignal<PanelName | null>;
  readonly chatScope: Signal<ChatScope>;
  readonly peopleTab: Signal<PeopleTab>;
  /** The subject that hosts have open; empty for the first. */
  readonly hostTab: Signal<string>;
  /** How many lines of others came in each scope since it was last in view. */
  readonly unread: ReadonlySignal<Readonly<Record<ChatScope, number>>>;
  show(panel: PanelName): void;
  toggle(panel: PanelName): void;
  /** Closes the panel; the focus goes back to what opened it. */
  close(): void;
  /** The chat shows this scope up to this line. */
  markRead(scope: ChatScope, lastLine: number): void;
}

export function createPanels(store: Store): Panels {
  const open = signal<PanelName | null>(null);
  const read = signal<Readonly<Record<ChatScope, number>>>({ near: -1, island: -1 });
  let opener: HTMLElement | null = null;
  const unread = computed(() => {
    const counts = { near: 0, island: 0 };
    const me = store.me.value?.avatar;
    for (const line of store.chat.value)
      if (line.id > read.value[line.scope] && line.from !== me) counts[line.scope] += 1;
    return counts;
  });
  effect(() => {
    // Another island numbers its lines anew.
    if (store.chat.value.length === 0) read.value = { near: -1, island: -1 };
  });
  const show = (panel: PanelName): void => {
    if (open.value === null && document.activeElement instanceof HTMLElement) opener = document.activeElement;
    open.value = panel;
  };
  const close = (): void => {
    open.value = null;
    opener?.focus();
    opener = null;
  };
  return {
    open,
    chatScope: signal<ChatScope>('near'),
    peopleTab: signal<PeopleTab>('nearby'),
    hostTab: signal(''),
    unread,
    show,
    toggle: (panel) => (open.value === panel ? close() : show(panel)),
    close,
    markRead(scope, lastLine) {
      if (lastLine > read.value[scope]) read.value = { ...read.value, [scope]: lastLine };
    },
  };
}
