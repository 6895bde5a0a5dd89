/** What the server says about what an event does beside walking and talking, a subject at a time. */

import type { Handlers } from '../net/connection.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';
import { type ActivityHandlers, activityHandlers } from './desks/activity-handlers.ts';

export type DeskHandlers = Pick<Handlers, keyof ActivityHandlers>;

export function deskHandlers(store: Store, notices: NoticeBoard): DeskHandlers {
  return { ...activityHandlers(store, notices) };
}
