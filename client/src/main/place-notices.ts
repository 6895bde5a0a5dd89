/** Tells why one could not go where one walked. */

import { givenName } from '../core/zone-purpose.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';

const REASONS: readonly string[] = ['full', 'locked', 'hosts_only', 'group', 'knock'];

/** One was stopped at the edge of a zone. */
export function tellTurnedAway(store: Store, notices: NoticeBoard, message: ServerMessage<'turned_away'>): void {
  const zone = store.zones.value.find(({ id }) => id === message.zone);
  const name = zone ? givenName(zone, store.language.value) : '';
  const reason = REASONS.includes(message.reason) ? message.reason : 'closed';
  if (name === '') notices.tell(`notice.turned.${reason}.unnamed`);
  else notices.tell(`notice.turned.${reason}`, { name });
}

/** A portal leads to an island that cannot be opened. */
export function tellTravelFailed(notices: NoticeBoard, island: string): void {
  notices.tell('notice.travelFailed', { island });
}

/** Hosts and organisers hear when somebody begins to wait for a place; how many do they see among what hosts do. */
export function tellWaiting(store: Store, notices: NoticeBoard, people: number): void {
  if (people > 0 && store.peopleWaiting.value === 0) notices.tell('notice.waiting');
  store.peopleWaiting.value = people;
}

/** Hosts and organisers hear that the attendance log has trouble, and when it is over. */
export function tellLogProblem(notices: NoticeBoard, problem: boolean): void {
  notices.tell(problem ? 'notice.logProblem' : 'notice.logWorks');
}
