/** The requests of docs/protocol.md section 9 for whoever stands at the door. None of them rejects. */

import { json, request } from './answers.ts';

interface WireBegun {
  readonly url: string;
  readonly state: string;
}

interface WireSignedIn {
  readonly token: string;
  readonly name: string;
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The passcode for a permit. */
export const tryPasscode = (token: string, code: string) =>
  request(
    '/api/entry/passcode',
    post({ token, code }),
    json(({ permit }: { readonly permit: string }) => permit),
  );

/** Where to sign in to the event of a link (empty: none), and what must come back. */
export const beginSignIn = (token: string) =>
  request(
    '/api/sign-in/begin',
    post(token === '' ? {} : { token }),
    json((begun: WireBegun) => begun),
  );

/** What was brought back, for an invitation. */
export const finishSignIn = (state: string, code: string) =>
  request(
    '/api/sign-in/finish',
    post({ state, code }),
    json((done: WireSignedIn) => done),
  );
