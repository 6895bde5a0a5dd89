/** What the server says about what an event does beside walking and talking, a subject at a time. */

import type { Handlers } from '../net/connection.ts';
import type { GatheringServerMessages } from '../protocol/gathering-messages.ts';
import type { ZoneServerMessages } from '../protocol/zone-messages.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';
import { type ActivityHandlers, activityHandlers } from './desks/activity-handlers.ts';
import { gatheringHandlers } from './desks/gathering-handlers.ts';
import { type OrderHandlers, orderHandlers } from './desks/order-handlers.ts';
import { type PeopleHandlers, peopleHandlers } from './desks/people-handlers.ts';
import { type StageHandlers, stageHandlers } from './desks/stage-handlers.ts';
import { zoneHandlers } from './desks/zone-handlers.ts';

export type DeskHandlers = Pick<
  Handlers,
  | 'event_ending'
  | keyof GatheringServerMessages
  | keyof ActivityHandlers
  | keyof OrderHandlers
  | keyof ZoneServerMessages
  | keyof StageHandlers
  | keyof PeopleHandlers
>;

export function deskHandlers(store: Store, notices: NoticeBoard): DeskHandlers {
  return {
    ...gatheringHandlers(store),
    event_ending: ({ in_ms: inMs }) =>
      notices.tell('notice.ending', { count: Math.max(1, Math.round(inMs / 60_000)) }, true),
    ...activityHandlers(store, notices),
    ...orderHandlers(store),
    ...zoneHandlers(store),
    ...stageHandlers(store, notices),
    ...peopleHandlers(store, notices),
  };
}
