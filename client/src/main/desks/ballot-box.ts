/** Anonymous answers on their way: leave is asked under one's name, the answer handed in later under none. */

import { effect } from '@preact/signals';
import { type Ballot, forgetBallot, handIn, keepBallot, waitingBallots } from '../../net/ballots.ts';
import { blind, bytesToHex, canBlind, unblind } from '../../net/blind-signature.ts';
import type { ActivityAckExtras, ActivityClientMessages } from '../../protocol/activity-messages.ts';
import type { Ack } from '../../protocol/messages.ts';
import { noteTaken, without } from '../../state/activities.ts';
import type { Outcome, SecretAnswer } from '../../state/intents.ts';
import type { NoticeBoard } from '../../state/notices.ts';
import type { Store } from '../../state/store.ts';

type AskLeave = (
  message: ActivityClientMessages['activity_token'],
) => Promise<Ack<ActivityAckExtras['activity_token']>>;

/** After these it is tried again; after any other it will never do. */
const PASSING: ReadonlySet<string> = new Set(['network', 'server', 'rate', 'disk', 'internal']);
const RETRY_MS = 2000;
const MOST_TRIES = 10;

export interface BallotBox {
  answer(id: string, answer: SecretAnswer, askLeave: AskLeave): Promise<Outcome>;
}

const boxes = new WeakMap<Store, BallotBox>();

/** The one box of this page. */
export function ballotBox(store: Store, notices: NoticeBoard): BallotBox {
  const box = boxes.get(store) ?? createBallotBox(store, notices);
  boxes.set(store, box);
  return box;
}

/** @param wait - For tests: another way to wait, ended early by the signal. */
export function createBallotBox(store: Store, notices: NoticeBoard, wait = waitFor): BallotBox {
  const { activities } = store;

  async function bring(ballot: Ballot, waitMs: number): Promise<void> {
    activities.handingIn.value = new Set(activities.handingIn.value).add(ballot.id);
    const closed = new AbortController();
    const stop = effect(() => {
      // There is little time left: after the close answers are taken for a short while only.
      if (activities.all.value.get(ballot.id)?.phase !== 'open') closed.abort();
    });
    await wait(waitMs, closed.signal);
    stop();
    let outcome = await handIn(ballot);
    for (let tries = 1; !outcome.ok && PASSING.has(outcome.reason) && tries < MOST_TRIES; tries += 1) {
      await wait(RETRY_MS);
      outcome = await handIn(ballot);
    }
    forgetBallot(ballot);
    activities.handingIn.value = without(activities.handingIn.value, ballot.id);
    // Twice: an earlier try came through after all.
    const isIn = outcome.ok || outcome.reason === 'activity_twice';
    notices.tell(isIn ? 'activity.handedIn' : 'activity.notHandedIn', {}, !isIn);
  }

  for (const ballot of waitingBallots()) {
    noteTaken(activities, ballot.id);
    void bring(ballot, 0);
  }

  return {
    async answer(id, answer, askLeave) {
      const key = activities.all.value.get(id)?.key;
      if (!key) return { ok: false, reason: 'unknown_activity' };
      if (!canBlind()) return { ok: false, reason: 'needs_https' };
      const blinded = await blind(key);
      let leave = await askLeave({ id, blinded: blinded.blinded });
      // The answer may have been lost on its way: the same token gets the same leave again.
      for (let tries = 1; !leave.ok && leave.reason === 'network' && tries < MOST_TRIES; tries += 1) {
        await wait(RETRY_MS);
        leave = await askLeave({ id, blinded: blinded.blinded });
      }
      if (!leave.ok) return leave;
      let signature: string;
      try {
        signature = await unblind(key, blinded, leave.signature);
      } catch {
        return { ok: false, reason: 'token' };
      }
      const ballot = { id, token: bytesToHex(blinded.token), signature, ...answer };
      keepBallot(ballot);
      noteTaken(activities, id);
      void bring(ballot, Math.random() * leave.wait_ms);
      return { ok: true };
    },
  };
}

function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
  });
}
