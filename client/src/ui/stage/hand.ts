/** Raising and lowering one's hand, by button or by key. */

import type { Outcome } from '../../state/intents.ts';
import { heardStage } from '../../state/stage.ts';
import type { App } from '../app-context.ts';

/** The hand goes up before the stage that one hears, or down; null where there is none to raise it for. */
export function toggleHand({ store, intents }: Pick<App, 'store' | 'intents'>): Promise<Outcome> | null {
  const hand = store.stage.hand.value;
  if (hand) return intents.request('hand', { stage: hand.stage, up: false });
  const heard = heardStage(store);
  if (!heard || heard.as === 'speaker') return null;
  return intents.request('hand', { stage: heard.stage.id, up: true });
}
