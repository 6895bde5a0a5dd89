/** The figures of an event, loaded when they are first looked at. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { FiguresPageProps } from './figures-page.tsx';
import { useReplayWords } from './replay-words.ts';

type Page = { readonly FiguresPage: ComponentType<FiguresPageProps> };

export function LazyFigures(props: FiguresPageProps) {
  const { t } = useReplayWords();
  const page = useSignal<Page | null>(null);
  const hasFailed = useSignal(false);
  const load = () => {
    hasFailed.value = false;
    import('./figures-page.tsx').then(
      (loaded) => {
        page.value = loaded;
      },
      () => {
        hasFailed.value = true;
      },
    );
  };
  useEffect(load, []);
  if (page.value) return <page.value.FiguresPage {...props} />;
  if (!hasFailed.value)
    return (
      <p class="attendance-wait" role="status">
        {t('figures.loading')}
      </p>
    );
  return (
    <div class="attendance-failed" role="alert">
      <p class="problem">{t('page.failed')}</p>
      <button type="button" class="button" onClick={load}>
        {t('retry')}
      </button>
    </div>
  );
}
