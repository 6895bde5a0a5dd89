/** Knocking: the wish, and what the page remembers of it. */

import type { ConversationId, ZoneId } from '../../core/units.ts';
import type { Outcome } from '../../state/intents.ts';
import type { App } from '../app-context.ts';

export interface Door {
  readonly conversation: ConversationId | null;
  readonly zone: ZoneId | null;
}

export async function knock({ store, intents }: App, at: Door): Promise<Outcome> {
  const outcome = await intents.request('knock', at);
  if (outcome.ok) store.company.ownKnock.value = { ...at, state: 'waiting' };
  return outcome;
}
