/** Access to the event as panels know it. */

export type {
  AccessAnswer,
  AccessOptions,
  AccessState,
  EventAccess,
  EventLink,
  GuestMistake,
  LinkWish,
  WaitingPerson,
} from '../net/event-access.ts';
