/** What the server says about stages. */

import type { AvatarId, ZoneId } from '../../core/units.ts';
import type { Handlers } from '../../net/connection.ts';
import type { StageServerMessages } from '../../protocol/stage-messages.ts';
import type { NoticeBoard } from '../../state/notices.ts';
import { applyStages } from '../../state/stage.ts';
import type { Store } from '../../state/store.ts';

export type StageHandlers = Pick<Handlers, keyof StageServerMessages>;

export function stageHandlers(store: Store, notices: NoticeBoard): StageHandlers {
  const state = store.stage;
  return {
    stages: ({ stages }) => applyStages(state, stages, performance.now()),
    hand: ({ stage, place }) => {
      state.hand.value = stage === null ? null : { stage: stage as ZoneId, place };
    },
    stage_hands: ({ stage, hands }) => {
      const queues = new Map(state.queues.value);
      if (hands.length > 0) queues.set(stage as ZoneId, hands as readonly AvatarId[]);
      else queues.delete(stage as ZoneId);
      state.queues.value = queues;
    },
    stage_invite: ({ stage, by }) => {
      state.invitation.value = { stage: stage as ZoneId, by: by as AvatarId };
    },
    stage_answered: ({ avatar, yes }) => {
      const name = store.people.value.get(avatar as AvatarId)?.name ?? '…';
      notices.tell(yes ? 'notice.stage.comes' : 'notice.stage.staysDown', { name });
    },
  };
}
