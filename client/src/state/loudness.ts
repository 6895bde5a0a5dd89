/** How loud each voice is played. */

import type { AvatarId } from '../core/units.ts';
import type { Store } from './store.ts';

/** A stage beside one's own conversation, while somebody speaks there. */
const STAGE_BESIDE = 0.3;
/** A conversation that one only overhears. */
const OVERHEARD = 0.25;

/** How loud a voice is, 0..1. `speaking`: who speaks now. */
export function loudnessOf(store: Store, avatar: AvatarId, speaking: ReadonlySet<AvatarId>): number {
  const { stages, hushed } = store.stage;
  const me = store.me.peek()?.avatar;
  const talk = store.conversation.peek();
  if (talk !== null && talk.kind !== 'stage' && talk.members.some((member) => member.avatar === avatar)) return 1;
  const stage = stages.peek().find(({ speakers }) => speakers.includes(avatar));
  if (!stage) return talk === null ? OVERHEARD : 1;
  if (me !== undefined && stage.speakers.includes(me)) return 1;
  if (hushed.peek()) return 0;
  const somebodySpeaks = talk !== null && talk.kind !== 'stage' && talk.members.some((m) => speaking.has(m.avatar));
  return somebodySpeaks ? STAGE_BESIDE : 1;
}
