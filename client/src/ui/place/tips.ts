/** The text that a place shows to who enters: for a while or as long as one is there, unless it is closed. */

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Zone } from '../../core/island-map.ts';
import type { Store } from '../../state/store.ts';

export interface Tip {
  readonly key: string;
  readonly text: string;
  /** How long it is shown; 0: as long as one is there. */
  readonly ms: number;
}

export interface Tips {
  readonly shown: ReadonlySignal<Tip | null>;
  dismiss(): void;
  /** Whoever points at it or has the focus in it is still reading. */
  hold(isHeld: boolean): void;
}

export function tipsOf(zones: readonly Zone[]): readonly Tip[] {
  return zones.flatMap((zone) =>
    zone.effects.flatMap((what, index) =>
      what.effect === 'tooltip' && what.text.trim() !== ''
        ? [{ key: `${zone.id}/${index}`, text: what.text, ms: what.ms }]
        : [],
    ),
  );
}

export function createTips(store: Store): Tips {
  const shown = signal<Tip | null>(null);
  let seen: ReadonlySet<string> = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const put = (tip: Tip | null): void => {
    clearTimeout(timer);
    shown.value = tip;
    if (tip && tip.ms > 0) timer = setTimeout(() => put(null), tip.ms);
  };
  effect(() => {
    const here = tipsOf(store.here.value);
    const current = shown.peek();
    if (current && !here.some(({ key }) => key === current.key)) put(null);
    const next = here.find(({ key }) => !seen.has(key));
    seen = new Set(here.map(({ key }) => key));
    if (next) put(next);
  });

  return {
    shown,
    dismiss: () => put(null),
    hold: (isHeld) => {
      if (isHeld) clearTimeout(timer);
      else put(shown.peek());
    },
  };
}
