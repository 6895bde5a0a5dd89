/** A list that is searched by text and shown a part at a time. */

import { type Signal, useSignal } from '@preact/signals';
import { useApp } from '../app-context.ts';

const AT_ONCE = 50;

export interface LongList {
  readonly wanted: Signal<string>;
  /** How many are shown. */
  readonly most: Signal<number>;
}

export function useLongList(): LongList {
  return { wanted: useSignal(''), most: useSignal(AT_ONCE) };
}

/** The field to search by. `found` says what came of it, to screen readers too; without it something else has to. */
export function SearchField({ list, label, found }: { list: LongList; label: string; found?: string }) {
  return (
    <>
      <label class="search">
        <span>{label}</span>
        <input
          type="search"
          value={list.wanted.value}
          onInput={(event) => {
            list.wanted.value = event.currentTarget.value;
            list.most.value = AT_ONCE;
          }}
        />
      </label>
      {found !== undefined && (
        <p class="help" role="status">
          {found}
        </p>
      )}
    </>
  );
}

/** Shows more of the list, while there is more of it. */
export function MoreButton({ list, count }: { list: LongList; count: number }) {
  const { t } = useApp();
  if (count <= list.most.value) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        list.most.value += AT_ONCE;
      }}
    >
      {t('people.more')}
    </button>
  );
}
