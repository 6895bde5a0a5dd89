/** Events on a server that a test plays. */

import type {
  CopyFields,
  EventAnswer,
  EventFields,
  EventList,
  NewEvent,
  PlannedEvent,
  PlannedEvents,
  Template,
} from '../../src/state/planned-events.ts';

export const plannedEvent = (id: string, more: Partial<PlannedEvent> = {}): PlannedEvent => ({
  id,
  name: id.toUpperCase(),
  description: '',
  map: 'nes',
  series: 'e',
  startsMs: null,
  endsMs: null,
  log: 'presence',
  retentionDays: 30,
  languages: [],
  capacity: null,
  archivedMs: null,
  isDefault: false,
  phase: 'now',
  live: { isOpen: false, people: 0, conversations: 0, peak: 0, arrivalsPerMinute: 0 },
  ...more,
});

export class FakeEvents implements PlannedEvents {
  events = [
    plannedEvent('e', {
      isDefault: true,
      live: { isOpen: true, people: 3, conversations: 1, peak: 9, arrivalsPerMinute: 2 },
    }),
  ];
  refusal: { reason: string; detail: string } | null = null;
  readonly asked: unknown[][] = [];

  async list(): Promise<EventAnswer<EventList>> {
    return this.#answer({ events: [...this.events], maps: ['ameland', 'nes'] });
  }

  async create(fields: EventFields, template: Template | null): Promise<EventAnswer<NewEvent>> {
    this.asked.push(['create', fields, template]);
    return this.#made({ ...plannedEvent('made'), ...fields, phase: 'coming' });
  }

  async copy(event: string, fields: CopyFields): Promise<EventAnswer<NewEvent>> {
    this.asked.push(['copy', event, fields]);
    return this.#made({ ...plannedEvent('copied'), ...fields });
  }

  async edit(event: string, fields: EventFields): Promise<EventAnswer<null>> {
    this.asked.push(['edit', event, fields]);
    return this.#change(event, fields);
  }

  async archive(event: string, archived: boolean): Promise<EventAnswer<null>> {
    this.asked.push(['archive', event, archived]);
    return this.#change(event, { archivedMs: archived ? 1 : null });
  }

  async handOver(event: string, revoke: boolean): Promise<EventAnswer<NewEvent>> {
    this.asked.push(['handOver', event, revoke]);
    return this.#answer({ event: this.events[0] as PlannedEvent, link: 'https://own/join/over' });
  }

  async invite(event: string, role: string): Promise<EventAnswer<string>> {
    this.asked.push(['invite', event, role]);
    return this.#answer(`https://own/join/${role}`);
  }

  #made(event: PlannedEvent): EventAnswer<NewEvent> {
    if (!this.refusal) this.events = [...this.events, event];
    return this.#answer({ event, link: `https://own/join/${event.id}` });
  }

  #change(id: string, changed: Partial<PlannedEvent>): EventAnswer<null> {
    if (!this.refusal) this.events = this.events.map((one) => (one.id === id ? { ...one, ...changed } : one));
    return this.#answer(null);
  }

  #answer<Value>(value: Value): EventAnswer<Value> {
    return this.refusal ? { ok: false, ...this.refusal } : { ok: true, value };
  }
}
