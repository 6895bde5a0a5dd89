/** A page of organisers that is loaded when it is first wanted. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { useWayWords } from './use-way-words.ts';

interface LazyPageProps {
  /** Fetches the program and what it works with; gives what draws the page. */
  readonly load: () => Promise<() => ComponentChildren>;
  readonly onClose: () => void;
}

export function LazyPage({ load, onClose }: LazyPageProps) {
  const { t } = useApp();
  const words = useWayWords();
  const page = useSignal<{ readonly draw: () => ComponentChildren } | null>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    let isGone = false;
    load().then(
      (draw) => {
        if (!isGone) page.value = { draw };
      },
      () => {
        hasFailed.value = true;
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  if (page.value) return <>{page.value.draw()}</>;
  return (
    <div class="toasts">
      <div class="toast" role={hasFailed.value ? 'alert' : 'status'}>
        <p>{words(hasFailed.value ? 'failed' : 'loading')}</p>
        <button type="button" class="button small" onClick={onClose}>
          {t('panel.close')}
        </button>
      </div>
    </div>
  );
}
