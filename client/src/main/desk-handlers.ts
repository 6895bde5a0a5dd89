/** What the server says about what an event does beside walking and talking, a subject at a time. */

import type { Handlers } from '../net/connection.ts';
import type { ZoneServerMessages } from '../protocol/zone-messages.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';
import { zoneHandlers } from './desks/zone-handlers.ts';

export type DeskHandlers = Pick<Handlers, keyof ZoneServerMessages>;

export function deskHandlers(store: Store, _notices: NoticeBoard): DeskHandlers {
  return { ...zoneHandlers(store) };
}
