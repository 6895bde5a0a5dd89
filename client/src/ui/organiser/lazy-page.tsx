/** A page of organisers that is loaded when it is first wanted. */

import type { ComponentChildren } from 'preact';
import { useApp } from '../app-context.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useWayWords } from './use-way-words.ts';

interface LazyPageProps {
  /** Fetches the program and what it works with; gives what draws the page. */
  readonly load: () => Promise<() => ComponentChildren>;
  readonly onClose: () => void;
}

export function LazyPage({ load, onClose }: LazyPageProps) {
  const { t } = useApp();
  const words = useWayWords();
  const draw = useLoaded(load);
  if (draw !== null && draw !== 'failed') return <>{draw()}</>;
  return (
    <div class="toasts">
      <div class="toast" role={draw === 'failed' ? 'alert' : 'status'}>
        <p>{words(draw === 'failed' ? 'failed' : 'loading')}</p>
        <button type="button" class="button small" onClick={onClose}>
          {t('panel.close')}
        </button>
      </div>
    </div>
  );
}
