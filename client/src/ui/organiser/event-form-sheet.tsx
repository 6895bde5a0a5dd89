/** The frame of a form about an event: its title, why it was refused, and its two buttons. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { eventReasonText } from '../../i18n/event-texts.ts';
import { Sheet } from '../parts/sheet.tsx';
import type { EventsDesk } from './events-desk.ts';
import { useEventWords } from './use-event-words.ts';

interface FormSheetProps {
  readonly desk: EventsDesk;
  readonly title: string;
  readonly submitText: string;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

export function FormSheet({ desk, title, submitText, onSubmit, children }: FormSheetProps) {
  const { t } = useEventWords();
  const refusal = desk.refusal.value;
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) problem.current?.focus();
  }, [refusal]);
  return (
    <Sheet titleId="event-form-title" kind="page" onClose={() => desk.begin(null)}>
      <form
        class="event-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <h2 id="event-form-title" tabIndex={-1}>
          {title}
        </h2>
        {refusal && (
          <div ref={problem} tabIndex={-1} class="problem" role="alert">
            <p>{t(eventReasonText(refusal.reason))}</p>
            {refusal.reason === 'bad_event' && <small lang="en">{refusal.detail}</small>}
          </div>
        )}
        {children}
        <div class="sheet-answers">
          <button type="button" class="button" onClick={() => desk.begin(null)}>
            {t('cancel')}
          </button>
          <button type="submit" class="button main" disabled={desk.isBusy.value}>
            {submitText}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
