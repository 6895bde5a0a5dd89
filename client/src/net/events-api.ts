/** The requests of docs/openapi.yaml, with an organiser's invitation. */

import type {
  EventAnswer,
  EventFields,
  EventLanguage,
  EventList,
  EventPhase,
  LogDetail,
  NewEvent,
  PlannedEvent,
  PlannedEvents,
} from './planned-events.ts';

interface WireEvent {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly map: string;
  readonly series: string;
  readonly starts_ms: number | null;
  readonly ends_ms: number | null;
  readonly log: LogDetail;
  readonly retention_days: number;
  readonly languages: readonly EventLanguage[];
  readonly capacity: number | null;
  readonly archived_ms: number | null;
  readonly is_default: boolean;
  readonly phase: EventPhase;
  readonly live: {
    readonly is_open: boolean;
    readonly people: number;
    readonly conversations: number;
    readonly peak: number;
    readonly arrivals_per_minute: number;
  };
}

type WireAnswer<Body> = ({ readonly ok: true } & Body) | { readonly ok: false; reason: string; error: string };
type WireNew = { readonly event: WireEvent; readonly link: string };

/** The events as an organiser with this invitation may handle them. */
export function createPlannedEvents(token: string): PlannedEvents {
  async function ask<Body, Value>(
    method: string,
    path: string,
    sent: object | null,
    read: (body: Body) => Value,
  ): Promise<EventAnswer<Value>> {
    const headers = { authorization: `Bearer ${token}`, ...(sent && { 'content-type': 'application/json' }) };
    let text: string;
    try {
      const init = { method, headers, ...(sent && { body: JSON.stringify(sent) }) };
      text = await (await fetch(`/api/v1/events${path}`, init)).text();
    } catch {
      return { ok: false, reason: 'network', detail: '' };
    }
    try {
      const body = JSON.parse(text) as WireAnswer<Body>;
      return body.ok ? { ok: true, value: read(body) } : { ok: false, reason: body.reason, detail: body.error };
    } catch {
      return { ok: false, reason: 'server', detail: '' };
    }
  }

  const of = (event: string) => `/${encodeURIComponent(event)}`;
  const nothing = () => null;
  return {
    list: () =>
      ask('GET', '', null, (body: { events: WireEvent[]; maps: string[] }): EventList => {
        return { events: body.events.map(readEvent), maps: body.maps };
      }),
    create: (fields, template) => ask('POST', '', { ...wireFields(fields), ...(template && { template }) }, readNew),
    copy: (event, { name, startsMs, endsMs }) =>
      ask('POST', `${of(event)}/copy`, { name, starts_ms: startsMs, ends_ms: endsMs }, readNew),
    edit: (event, fields) => ask('PATCH', of(event), wireFields(fields), nothing),
    archive: (event, archived) => ask('POST', `${of(event)}/archive`, { archived }, nothing),
    handOver: (event, revoke) => ask('POST', `${of(event)}/hand-over`, { revoke }, readNew),
    invite: (event, role) =>
      ask('POST', `${of(event)}/invitations`, { role }, (body: { link: string }) => reachable(body.link)),
  };
}

function wireFields({ startsMs, endsMs, retentionDays, ...fields }: EventFields): object {
  return { ...fields, starts_ms: startsMs, ends_ms: endsMs, retention_days: retentionDays };
}

function readNew({ event, link }: WireNew): NewEvent {
  return { event: readEvent(event), link: reachable(link) };
}

/** The link at the address by which one came oneself: the server may know another one, such as localhost. */
function reachable(link: string): string {
  return location.origin + new URL(link).pathname;
}

function readEvent(wire: WireEvent): PlannedEvent {
  const { id, name, description, map, series, log, languages, capacity, phase, live } = wire;
  return {
    ...{ id, name, description, map, series, log, languages, capacity, phase },
    startsMs: wire.starts_ms,
    endsMs: wire.ends_ms,
    retentionDays: wire.retention_days,
    archivedMs: wire.archived_ms,
    isDefault: wire.is_default,
    live: {
      isOpen: live.is_open,
      people: live.people,
      conversations: live.conversations,
      peak: live.peak,
      arrivalsPerMinute: live.arrivals_per_minute,
    },
  };
}
