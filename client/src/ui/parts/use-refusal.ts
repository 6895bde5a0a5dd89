/** Why a wish was not granted, in words, beside what was wished; gone after a while or when the next wish is granted. */

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { reasonText } from '../../i18n/texts.ts';
import type { Outcome } from '../../state/intents.ts';
import { useApp } from '../app-context.ts';

const SHOWN_MS = 8000;

export interface Refusal {
  readonly text: Signal<string | null>;
  readonly show: (outcome: Outcome) => void;
}

export function useRefusal(): Refusal {
  const { t } = useApp();
  const text = useSignal<string | null>(null);
  const shown = text.value;
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => {
      text.value = null;
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, text]);
  return useMemo(
    () => ({
      text,
      show: (outcome) => {
        text.value = outcome.ok ? null : t(reasonText(outcome.reason));
      },
    }),
    [t, text],
  );
}
