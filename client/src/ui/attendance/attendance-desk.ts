/** What the page with the attendance log knows and does, apart from the replay itself. */

import { type Signal, signal } from '@preact/signals';
import type { AttendanceLog, LoggedEvent, Timeline } from '../../state/attendance.ts';
import type { People } from './replay-words.ts';

/** Something that is fetched. */
export type Fetched<Value> =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly reason: string; readonly detail: string }
  | { readonly at: 'there'; readonly value: Value };

export interface OpenEvent {
  readonly event: LoggedEvent;
  readonly timeline: Signal<Fetched<Timeline>>;
  /** null: people are shown by their pseudonyms. */
  readonly names: Signal<People | null>;
}

export interface AttendanceDesk {
  readonly events: Signal<Fetched<readonly LoggedEvent[]>>;
  /** null: the list of events is shown. */
  readonly open: Signal<OpenEvent | null>;
  loadEvents(): Promise<void>;
  show(event: LoggedEvent): void;
  showList(): void;
  loadTimeline(): Promise<void>;
  /** Ask for names; gives the reason code why not, or null once they are shown. */
  askNames(reason: string): Promise<string | null>;
  hideNames(): void;
}

export function createAttendanceDesk(log: AttendanceLog): AttendanceDesk {
  const events = signal<Fetched<readonly LoggedEvent[]>>({ at: 'loading' });
  const open = signal<OpenEvent | null>(null);

  const loadTimeline = async (): Promise<void> => {
    const shown = open.value;
    if (!shown) return;
    shown.timeline.value = { at: 'loading' };
    const answer = await log.timeline(shown.event.id);
    shown.timeline.value = answer.ok ? { at: 'there', value: answer.value } : { ...answer, at: 'failed' };
  };

  return {
    events,
    open,
    loadTimeline,
    async loadEvents() {
      events.value = { at: 'loading' };
      const answer = await log.events();
      events.value = answer.ok ? { at: 'there', value: answer.value.events } : { ...answer, at: 'failed' };
    },
    show(event) {
      open.value = { event, timeline: signal({ at: 'loading' }), names: signal(null) };
      void loadTimeline();
    },
    showList() {
      open.value = null;
    },
    async askNames(reason) {
      const shown = open.value;
      if (!shown) return 'unknown_event';
      const answer = await log.names(shown.event.id, reason);
      if (!answer.ok) return answer.reason;
      shown.names.value = answer.value;
      // That it was asked for is in the log now; whoever asked sees it at once.
      const timeline = await log.timeline(shown.event.id);
      const known = shown.timeline.value;
      if (timeline.ok && known.at === 'there')
        shown.timeline.value = { at: 'there', value: { ...known.value, access: timeline.value.access } };
      return null;
    },
    hideNames() {
      if (open.value) open.value.names.value = null;
    },
  };
}
