/** The frame of every panel: a title that gets the focus, a way to close it. Not modal: one can walk and talk meanwhile. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';

export function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  const { panels, t } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside class="panel" aria-label={title}>
      <header class="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="close" name={t('panel.close')} onClick={() => panels.close()} />
      </header>
      {children}
    </aside>
  );
}
