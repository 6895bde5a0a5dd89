/** The welcome: what one is, and who and what is there. */

import type { MediaChoice } from '../core/people.ts';
import type { AvatarId } from '../core/units.ts';
import { decodeLook } from '../protocol/decoding.ts';
import type { Welcome, WireEvent } from '../protocol/messages.ts';
import { beginCompany } from './company.ts';
import { applyConversation } from './conversation.ts';
import { applyDoors } from './here.ts';
import { beginOrder } from './order.ts';
import { setPeople } from './people.ts';
import type { EventInfo, Store } from './store.ts';

/** Everything of a welcome but the world. */
export function applyWelcome(store: Store, welcome: Welcome, media: MediaChoice): void {
  const avatar = welcome.you as AvatarId;
  setPeople(store, welcome.people);
  const own = store.people.value.get(avatar);
  store.event.value = eventInfo(welcome.event);
  store.me.value = {
    avatar,
    name: own?.name ?? '',
    look: own?.look ?? decodeLook([]),
    role: welcome.role,
    availability: own?.availability ?? 'available',
    media,
  };
  if (!welcome.resumed) store.aside.value = false;
  beginOrder(store.order);
  beginCompany(store.company);
  applyDoors(store, welcome.doors);
  applyConversation(store, welcome.conversation);
}

export function eventInfo(event: WireEvent): EventInfo {
  const { id, name, map, log, series } = event;
  const { languages = [], starts_ms: startsMs = null, description = '', shared = false } = event;
  return { id, name, map, log, series, retentionDays: event.retention_days, languages, startsMs, description, shared };
}
