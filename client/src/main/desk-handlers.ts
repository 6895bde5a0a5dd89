/** What the server says about what an event does beside walking and talking, a subject at a time. */

import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';
import { type PeopleHandlers, peopleHandlers } from './desks/people-handlers.ts';

export type DeskHandlers = PeopleHandlers;

export function deskHandlers(store: Store, notices: NoticeBoard): DeskHandlers {
  return { ...peopleHandlers(store, notices) };
}
