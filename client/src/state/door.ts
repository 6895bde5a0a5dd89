/** What only some events ask of whoever comes: a passcode, or to sign in. `main/door` carries it out. */

import type { Outcome } from './intents.ts';

export interface Door {
  /** With the right code one goes in at once. Reasons: `passcode_wrong`, `rate`, and those of the link. */
  tryPasscode(code: string): Promise<Outcome>;
  /** Whether one has just come back from signing in. */
  readonly isBack: boolean;
  /** Go away to sign in. Reasons: `sign_in_failed`. */
  signIn(): Promise<Outcome>;
  /** Go on after signing in: the name of the account, and the address of the door. */
  finishSignIn(): Promise<
    | { readonly ok: true; readonly name: string; readonly address: string }
    | { readonly ok: false; readonly reason: string }
  >;
}
