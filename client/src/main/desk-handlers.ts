/** What the server says about what an event does beside walking and talking, a subject at a time. */

import type { Handlers } from '../net/connection.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';

export type DeskHandlers = Pick<Handlers, never>;

export function deskHandlers(_store: Store, _notices: NoticeBoard): DeskHandlers {
  return {};
}
