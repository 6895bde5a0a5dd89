/** A card above the controls: stays until it is put away. */

import type { ComponentChildren } from 'preact';
import { IconButton } from '../parts/icon-button.tsx';
import { useWords } from './use-words.ts';

interface CardProps {
  readonly title: string;
  /** Without it the card cannot be put away. */
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

export function Card({ title, onClose, children }: CardProps) {
  const { t } = useWords();
  return (
    <section class="gathering-card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {onClose && <IconButton icon="close" name={`${t('close')}: ${title}`} onClick={onClose} />}
      </header>
      {children}
    </section>
  );
}
