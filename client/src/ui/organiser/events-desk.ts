/** What the page with the events knows and does. */

import { type Signal, signal } from '@preact/signals';
import type { Role } from '../../core/people.ts';
import type {
  CopyFields,
  EventAnswer,
  EventFields,
  EventList,
  NewEvent,
  PlannedEvent,
  PlannedEvents,
  Template,
} from '../../state/planned-events.ts';

/** Between two looks at how busy the events are. */
const LOOK_MS = 5000;

/** Something to say once, in the words of the page. */
export type Said =
  | { readonly kind: 'edited' | 'unarchived'; readonly name: string }
  | { readonly kind: 'archived'; readonly name: string; readonly event: PlannedEvent }
  | { readonly kind: 'refused'; readonly reason: string; readonly detail: string };

/** A link to give away. `organiser`: shown only this once. */
export interface Shown {
  readonly event: PlannedEvent;
  readonly role: Role;
  readonly link: string;
}

/** What lies over the list. */
export type Task =
  | { readonly kind: 'create' }
  | { readonly kind: 'edit' | 'copy' | 'invite' | 'hand-over'; readonly event: PlannedEvent }
  | null;

export interface EventsDesk {
  /** null until it came. */
  readonly list: Signal<EventList | null>;
  /** Why there is no list. */
  readonly trouble: Signal<string | null>;
  readonly said: Signal<Said | null>;
  readonly shown: Signal<Shown | null>;
  readonly task: Signal<Task>;
  /** Why what was sent last is not so. */
  readonly refusal: Signal<{ readonly reason: string; readonly detail: string } | null>;
  readonly isBusy: Signal<boolean>;
  begin(task: Task): void;
  load(): Promise<void>;
  /** Look every few seconds, while the page is seen; gives what ends it. */
  follow(): () => void;
  create(fields: EventFields, template: Template | null): Promise<void>;
  copy(event: PlannedEvent, fields: CopyFields): Promise<void>;
  edit(event: PlannedEvent, fields: EventFields): Promise<void>;
  archive(event: PlannedEvent, archived: boolean): Promise<void>;
  handOver(event: PlannedEvent, revoke: boolean): Promise<void>;
  invite(event: PlannedEvent, role: Role): Promise<void>;
  /** Go to an event oneself, as its organiser. */
  visit(event: PlannedEvent): Promise<void>;
}

/** @param go - Opens another address. */
export function createEventsDesk(events: PlannedEvents, go: (link: string) => void): EventsDesk {
  const list = signal<EventList | null>(null);
  const trouble = signal<string | null>(null);
  const said = signal<Said | null>(null);
  const shown = signal<Shown | null>(null);
  const task = signal<Task>(null);
  const refusal = signal<{ reason: string; detail: string } | null>(null);
  const isBusy = signal(false);

  const load = async (): Promise<void> => {
    const answer = await events.list();
    trouble.value = answer.ok ? null : answer.reason;
    if (answer.ok) list.value = answer.value;
  };

  /** Send what a form says; it closes if the server took it. */
  async function send<Value>(ask: () => Promise<EventAnswer<Value>>, then: (value: Value) => void): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    refusal.value = null;
    const answer = await ask();
    isBusy.value = false;
    if (!answer.ok) {
      refusal.value = answer;
      return;
    }
    task.value = null;
    await load();
    then(answer.value);
  }

  const show = ({ event, link }: NewEvent) => {
    shown.value = { event, link, role: 'organiser' };
  };

  return {
    list,
    trouble,
    said,
    shown,
    task,
    refusal,
    isBusy,
    load,
    begin(wanted) {
      refusal.value = null;
      said.value = null;
      shown.value = null;
      task.value = wanted;
    },
    follow() {
      void load();
      const timer = setInterval(() => {
        if (!document.hidden && !isBusy.value) void load();
      }, LOOK_MS);
      return () => clearInterval(timer);
    },
    create: (fields, template) => send(() => events.create(fields, template), show),
    copy: (event, fields) => send(() => events.copy(event.id, fields), show),
    edit: (event, fields) =>
      send(
        () => events.edit(event.id, fields),
        () => {
          said.value = { kind: 'edited', name: fields.name };
        },
      ),
    async archive(event, archived) {
      const { name } = event;
      const answer = await events.archive(event.id, archived);
      await load();
      if (!answer.ok) said.value = { ...answer, kind: 'refused' };
      else said.value = archived ? { kind: 'archived', name, event } : { kind: 'unarchived', name };
    },
    handOver: (event, revoke) => send(() => events.handOver(event.id, revoke), show),
    invite: (event, role) =>
      send(
        () => events.invite(event.id, role),
        (link) => {
          shown.value = { event, link, role };
        },
      ),
    async visit(event) {
      const answer = await events.invite(event.id, 'organiser');
      if (answer.ok) go(answer.value);
      else said.value = { ...answer, kind: 'refused' };
    },
  };
}
