/** The words of activities, and why something was not done. */

import { type Signal, useSignal } from '@preact/signals';
import { type ActivityText, activityReason, translateActivity } from '../../i18n/activity-texts.ts';
import { reasonText, type TextValues } from '../../i18n/texts.ts';
import type { WirePlace } from '../../protocol/activity-messages.ts';
import type { Outcome } from '../../state/intents.ts';
import { type App, useApp } from '../app-context.ts';

type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

export interface Words {
  readonly t: (key: WithoutPlural<ActivityText>, values?: TextValues) => string;
  readonly reason: (reason: string) => string;
}

export function useWords(): Words {
  const app = useApp();
  const language = app.store.language.value;
  return {
    t: (key, values) => translateActivity(language, key, values),
    reason: (reason) => {
      const own = activityReason(reason);
      return own ? translateActivity(language, own) : app.t(reasonText(reason));
    },
  };
}

export interface Sending {
  readonly isBusy: Signal<boolean>;
  readonly problem: Signal<string | null>;
  /** Do something that may be refused; whether it was done. */
  readonly run: (wish: () => Promise<Outcome>) => Promise<boolean>;
}

/** One thing at a time, and why the last was refused, until the next is done. */
export function useSending(): Sending {
  const words = useWords();
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  return {
    isBusy,
    problem,
    async run(wish) {
      if (isBusy.value) return false;
      isBusy.value = true;
      const outcome = await wish();
      isBusy.value = false;
      problem.value = outcome.ok ? null : words.reason(outcome.reason);
      return outcome.ok;
    },
  };
}

/** The name of a zone of this island; its id if nobody named it; null on another island. */
export function placeName({ store }: App, [island, zone]: WirePlace): string | null {
  if (island !== '' && island !== store.activities.island.value) return null;
  const found = store.zones.value.find(({ id }) => id === zone);
  return found?.names[store.language.value].trim() || zone;
}
