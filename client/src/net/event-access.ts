/** What organisers do with access to their event. `access-api` carries it out. */

import type { Role } from '../core/people.ts';

/** A link as the list shows it. Times in ms since 1970. */
export interface EventLink {
  readonly id: string;
  readonly role: Role;
  readonly label: string;
  readonly groups: readonly string[];
  readonly madeMs: number;
  readonly expiresMs: number;
  /** null: any number of people. */
  readonly usesMax: number | null;
  readonly uses: number;
  /** null: it is not revoked. */
  readonly revokedMs: number | null;
  readonly isGuests: boolean;
  /** The secret in it; empty if it was never written down. */
  readonly token: string;
}

export interface AccessOptions {
  readonly hasPasscode: boolean;
  readonly guestsOnly: boolean;
}

export interface AccessState extends AccessOptions {
  readonly links: readonly EventLink[];
  /** For how many days a new link is good, if nothing is said. */
  readonly days: number;
}

export interface LinkWish {
  readonly role: Role;
  readonly label: string;
  readonly groups: readonly string[];
  readonly days: number;
  readonly usesMax: number | null;
}

/** What is wrong in a line of a guest list; 0: the file as a whole. `problem` is a code. */
export interface GuestMistake {
  readonly line: number;
  readonly column: string;
  readonly problem: string;
}

export interface WaitingPerson {
  readonly number: number;
  readonly name: string;
  readonly role: Role;
  /** For how long they wait. */
  readonly seconds: number;
}

export type AccessAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Of a guest list. */
      readonly mistakes: readonly GuestMistake[];
    };

export interface EventAccess {
  show(): Promise<AccessAnswer<AccessState>>;
  makeLink(wish: LinkWish): Promise<AccessAnswer<EventLink>>;
  /** `sendOff`: those inside go as well; gives how many. */
  revoke(link: string, sendOff: boolean): Promise<AccessAnswer<number>>;
  restore(link: string): Promise<AccessAnswer<null>>;
  /** A link that may not be in the list, by itself. */
  revokeAny(link: string, sendOff: boolean): Promise<AccessAnswer<number>>;
  /** An empty passcode takes it away. */
  setOptions(options: {
    readonly passcode?: string;
    readonly guestsOnly?: boolean;
  }): Promise<AccessAnswer<AccessOptions>>;
  addGuests(file: Blob): Promise<AccessAnswer<{ readonly added: number; readonly updated: number }>>;
  guestFile(): Promise<AccessAnswer<Blob>>;
  /** For hosts too. */
  waiting(): Promise<AccessAnswer<readonly WaitingPerson[]>>;
  letInNext(person: number): Promise<AccessAnswer<readonly WaitingPerson[]>>;
}
