/** A door that notes what was wanted, and answers as a test says. */

import type { Door } from '../../src/state/door.ts';
import type { Outcome } from '../../src/state/intents.ts';

export class FakeDoor implements Door {
  readonly wanted: string[] = [];
  outcome: Outcome = { ok: true };
  isBack = false;
  back: Awaited<ReturnType<Door['finishSignIn']>> = { ok: false, reason: 'sign_in_expired' };

  tryPasscode(code: string): Promise<Outcome> {
    this.wanted.push(`passcode ${code}`);
    return Promise.resolve(this.outcome);
  }

  signIn(): Promise<Outcome> {
    this.wanted.push('sign in');
    return Promise.resolve(this.outcome);
  }

  finishSignIn(): Promise<Awaited<ReturnType<Door['finishSignIn']>>> {
    this.wanted.push('finish');
    return Promise.resolve(this.back);
  }
}
