/** Where somebody is and what they do, in words. */

import type { Nearby } from '../../state/store.ts';
import type { App } from '../app-context.ts';

/** "3 tiles to the left". */
export function whereIs(app: App, { tiles, direction }: Pick<Nearby, 'tiles' | 'direction'>): string {
  if (tiles === 0) return app.t('near.here');
  const distance = app.t('near.tiles', { count: tiles });
  return app.t(`near.${direction as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`, { distance });
}

/** "alone", "in conversation". */
export function stateOf(app: App, { inConversation }: Nearby): string {
  return app.t(inConversation ? 'near.talking' : 'near.alone');
}
