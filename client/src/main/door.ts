/** Carries out what only some events ask at the door: the passcode, and signing in. */

import { beginSignIn, finishSignIn, tryPasscode } from '../net/door-api.ts';
import { invitationIn } from '../net/entry.ts';
import type { Door } from '../state/door.ts';
import type { Store } from '../state/store.ts';
import type { Visit } from './visit.ts';

const BACK = '/sign-in';
/** Under which the state of a sign-in waits in this tab until one is back. */
const KEY = 'eiland.sign-in';

export function createDoor(store: Store, visit: Pick<Visit, 'reconnect'>): Door {
  return {
    async tryPasscode(code) {
      const answer = await tryPasscode(invitationIn(location.pathname), code);
      if (!answer.ok) return answer;
      store.permit.value = answer.value;
      visit.reconnect();
      return { ok: true };
    },

    isBack: location.pathname === BACK && location.search !== '',

    async signIn() {
      const begun = await beginSignIn(invitationIn(location.pathname));
      if (!begun.ok) return begun;
      try {
        sessionStorage.setItem(KEY, begun.value.state);
      } catch {
        return { ok: false, reason: 'sign_in_storage' };
      }
      location.assign(begun.value.url);
      return { ok: true };
    },

    async finishSignIn() {
      const brought = new URLSearchParams(location.search);
      // The code is good for once and no business of whoever looks at the address.
      history.replaceState(history.state, '', BACK);
      const state = takeState();
      const [code, cameWith] = [brought.get('code'), brought.get('state')];
      if (state === null || cameWith !== state) return { ok: false, reason: 'sign_in_expired' };
      if (code === null) return { ok: false, reason: 'sign_in_refused' };
      const done = await finishSignIn(state, code);
      if (!done.ok) return done;
      return { ok: true, name: done.value.name, address: `/join/${encodeURIComponent(done.value.token)}` };
    },
  };
}

/** The state that this tab went away with; it is good for once. */
function takeState(): string | null {
  try {
    const state = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return state;
  } catch {
    return null;
  }
}
