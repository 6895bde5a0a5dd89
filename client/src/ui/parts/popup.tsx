/** A small group of choices above a button. Escape, a click elsewhere or a choice closes it; the focus goes back to the button. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton, type IconButtonProps } from './icon-button.tsx';

interface PopupProps {
  readonly button: Omit<IconButtonProps, 'onClick' | 'expanded'>;
  readonly label: string;
  /** Opens when this number changes: a keyboard shortcut asks for it. */
  readonly summon?: number;
  readonly children: (close: () => void) => ComponentChildren;
}

export function Popup({ button, label, summon = 0, children }: PopupProps) {
  const isOpen = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const close = () => {
    isOpen.value = false;
    box.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (summon > 0) isOpen.value = true;
  }, [summon]);
  useEffect(() => {
    if (!isOpen.value) return;
    content.current?.querySelector<HTMLElement>('button, input')?.focus();
    const onPointer = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) isOpen.value = false;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      close();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [isOpen.value]);
  return (
    <div class="popup" ref={box}>
      <IconButton
        {...button}
        expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      />
      {isOpen.value && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form field; this is a group of buttons.
        <div class="popup-content" role="group" aria-label={label} ref={content}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
