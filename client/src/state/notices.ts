/** Things to tell once. */

import type { Notice, Store } from './store.ts';

const MOST_NOTICES = 4;

/** Tells things, each with a number of its own. */
export class NoticeBoard {
  readonly #notices: Store['notices'];
  #lastId = 0;

  constructor(notices: Store['notices']) {
    this.#notices = notices;
  }

  /** Tell something; `key` is a translation key, filled in with `values`. The same again takes the place of the former. */
  tell(key: string, values: Notice['values'] = {}, urgent = false): void {
    this.#lastId += 1;
    const words = JSON.stringify([key, values]);
    const others = this.#notices.value.filter((notice) => JSON.stringify([notice.key, notice.values]) !== words);
    this.#notices.value = [...others, { id: this.#lastId, key, values, urgent }].slice(-MOST_NOTICES);
  }

  dismiss(id: number): void {
    this.#notices.value = this.#notices.value.filter((notice) => notice.id !== id);
  }
}
