/** What the server says about what an event does beside walking and talking, a subject at a time. */

import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';
import { type OrderHandlers, orderHandlers } from './desks/order-handlers.ts';

export type DeskHandlers = OrderHandlers;

export function deskHandlers(store: Store, _notices: NoticeBoard): DeskHandlers {
  return { ...orderHandlers(store) };
}
