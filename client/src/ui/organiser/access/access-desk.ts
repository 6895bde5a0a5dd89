/** What the page about access knows and does. */

import { type Signal, signal } from '@preact/signals';
import type {
  AccessAnswer,
  AccessState,
  EventAccess,
  EventLink,
  GuestMistake,
  LinkWish,
} from '../../../state/event-access.ts';

/** Something to say once, in the words of the page. */
export type Said =
  | { readonly kind: 'made'; readonly link: EventLink }
  | { readonly kind: 'revoked'; readonly sentOff: number }
  | { readonly kind: 'restored'; readonly link: EventLink }
  | { readonly kind: 'code'; readonly isSet: boolean }
  | { readonly kind: 'guests'; readonly added: number; readonly updated: number }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly GuestMistake[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** The part of the page that an answer belongs to, and where it is shown. */
export type Part = 'links' | 'make' | 'other' | 'code' | 'guests';

export interface AccessDesk {
  /** null until it came. */
  readonly state: Signal<AccessState | null>;
  /** Why there is none. */
  readonly trouble: Signal<string | null>;
  readonly said: Signal<{ readonly part: Part; readonly said: Said } | null>;
  load(): Promise<void>;
  make(wish: LinkWish): Promise<boolean>;
  revoke(link: EventLink, sendOff: boolean): Promise<void>;
  restore(link: EventLink): Promise<void>;
  revokeAny(link: string): Promise<boolean>;
  setPasscode(code: string): Promise<boolean>;
  setGuestsOnly(guestsOnly: boolean): Promise<void>;
  addGuests(file: Blob): Promise<void>;
  /** null if it did not come. */
  guestFile(): Promise<Blob | null>;
}

export function createAccessDesk(access: EventAccess): AccessDesk {
  const state = signal<AccessState | null>(null);
  const trouble = signal<string | null>(null);
  const said: AccessDesk['said'] = signal(null);

  const load = async (): Promise<void> => {
    const answer = await access.show();
    trouble.value = answer.ok ? null : answer.reason;
    if (answer.ok) state.value = answer.value;
  };

  /** Do something, say what came of it, and show how things are now. */
  async function done<Value>(
    part: Part,
    answered: Promise<AccessAnswer<Value>>,
    say: (value: Value) => Said | null,
  ): Promise<boolean> {
    const answer = await answered;
    if (answer.ok) await load();
    const told = answer.ok ? say(answer.value) : refusalOf(answer.reason, answer.mistakes);
    said.value = told && { part, said: told };
    return answer.ok;
  }

  return {
    state,
    trouble,
    said,
    load,
    make: (wish) => done('make', access.makeLink(wish), (link) => ({ kind: 'made', link })),
    async revoke(link, sendOff) {
      await done('links', access.revoke(link.id, sendOff), (sentOff) => ({ kind: 'revoked', sentOff }));
    },
    async restore(link) {
      await done('links', access.restore(link.id), () => ({ kind: 'restored', link }));
    },
    revokeAny: (link) => done('other', access.revokeAny(link, false), () => ({ kind: 'revoked', sentOff: 0 })),
    setPasscode: (code) =>
      done('code', access.setOptions({ passcode: code }), ({ hasPasscode }) => ({ kind: 'code', isSet: hasPasscode })),
    async setGuestsOnly(guestsOnly) {
      await done('guests', access.setOptions({ guestsOnly }), () => null);
    },
    async addGuests(file) {
      await done('guests', access.addGuests(file), (counts) => ({ kind: 'guests', ...counts }));
    },
    async guestFile() {
      const answer = await access.guestFile();
      said.value = answer.ok ? null : { part: 'guests', said: { kind: 'refused', reason: answer.reason } };
      return answer.ok ? answer.value : null;
    },
  };
}

function refusalOf(reason: string, mistakes: readonly GuestMistake[]): Said {
  return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'refused', reason };
}
