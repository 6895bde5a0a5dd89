/** In the list of people: that somebody's hand is up; of others only hosts know. */

import type { AvatarId } from '../../core/units.ts';
import { useApp } from '../app-context.ts';

export function HandTag({ avatar }: { avatar: AvatarId }) {
  const { store, t } = useApp();
  const { hand, queues } = store.stage;
  const own = avatar === store.me.value?.avatar ? (hand.value?.place ?? 0) : 0;
  const seen = [...queues.value.values()].map((queue) => queue.indexOf(avatar) + 1);
  const place = Math.max(own, ...seen);
  return place > 0 ? <span class="tag">{t('stage.hand.tag', { place })}</span> : null;
}
