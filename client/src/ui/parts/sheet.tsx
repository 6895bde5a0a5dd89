/** A modal sheet: the rest of the page waits, Escape closes it, the focus goes back to where it was. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface SheetProps {
  readonly titleId: string;
  /** `whole`: as large as the window. */
  readonly kind: 'page' | 'question' | 'whole';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Sheet({ titleId, kind, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`sheet ${kind}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      // The shortcuts of the island beneath are not meant here.
      onKeyDown={(event) => event.stopPropagation()}
    >
      {children}
    </dialog>
  );
}
