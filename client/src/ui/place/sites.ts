/** The pages of places: which there are, which one is open beside the island. */

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Zone } from '../../core/island-map.ts';
import { foreignHost, isPlaceAddress } from '../../state/place-address.ts';
import type { Store } from '../../state/store.ts';

/** A page that a place brings. */
export interface Site {
  /** Tells it from all others of the island. */
  readonly key: string;
  readonly zone: Zone;
  readonly url: string;
  /** The other host that it comes from; null: this island's own. */
  readonly host: string | null;
  readonly opensItself: boolean;
  readonly label: string;
  readonly widthPercent: number;
  readonly allow: readonly string[];
}

export interface OpenSite {
  readonly site: Site;
  /** Somebody asked for it, and so the focus goes there. */
  readonly isAsked: boolean;
}

export interface Sites {
  readonly open: ReadonlySignal<OpenSite | null>;
  /** Stays open when one walks on. */
  readonly isPinned: ReadonlySignal<boolean>;
  /** The page that was closed from within, and whose offer should get the focus; null when it has it. */
  readonly closed: ReadonlySignal<string | null>;
  show(site: Site): void;
  togglePin(): void;
  /** Closes it; it does not open by itself again while one stays in its place. */
  close(): void;
  /** The focus is back on the offer. */
  settle(): void;
}

/** The pages of these zones, in their order. */
export function sitesOf(zones: readonly Zone[], ownOrigin: string): readonly Site[] {
  return zones.flatMap((zone) =>
    zone.effects.flatMap((what, index): Site[] =>
      what.effect === 'website' && isPlaceAddress(what.url, ownOrigin)
        ? [
            {
              key: `${zone.id}/${index}`,
              zone,
              url: what.url,
              host: foreignHost(what.url, ownOrigin),
              opensItself: what.trigger === 'enter',
              label: what.label,
              widthPercent: what.widthPercent,
              allow: what.allow,
            },
          ]
        : [],
    ),
  );
}

export function createSites(store: Store): Sites {
  const open = signal<OpenSite | null>(null);
  const isPinned = signal(false);
  const closed = signal<string | null>(null);
  /** Pages of the places where one is that opened, or were closed, during this visit to them. */
  let seen: ReadonlySet<string> = new Set();

  const put = (shown: OpenSite | null): void => {
    open.value = shown;
    isPinned.value = false;
  };
  effect(() => {
    const here = sitesOf(store.here.value, location.origin);
    const shown = open.peek();
    if (store.phase.value.at !== 'island') put(null);
    else if (shown && !isPinned.peek() && !here.some(({ key }) => key === shown.site.key)) put(null);
    const next = here.find(({ key, opensItself }) => opensItself && !seen.has(key));
    seen = new Set(here.map(({ key }) => key));
    if (next && open.peek() === null) put({ site: next, isAsked: false });
  });

  return {
    open,
    isPinned,
    closed,
    show: (site) => put({ site, isAsked: true }),
    togglePin: () => {
      isPinned.value = !isPinned.value;
    },
    close: () => {
      const key = open.value?.site.key;
      const isOffered = sitesOf(store.here.value, location.origin).some((site) => site.key === key);
      const hasFocus = document.activeElement?.closest('.site') != null;
      closed.value = isOffered && hasFocus ? (key ?? null) : null;
      put(null);
    },
    settle: () => {
      closed.value = null;
    },
  };
}
