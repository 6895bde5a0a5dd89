/** What hosts do to the place where one stands, in words. */

import { effect } from '@preact/signals';
import type { Zone } from '../../core/island-map.ts';
import type { App } from '../app-context.ts';
import { placeName } from '../panels/find-places.ts';
import type { Announcer } from './announcer.ts';

/** Follows the zones until the function that it gives is called. What came new and holds here is told as any place that one enters. */
export function followZones(app: App, announcer: Announcer): () => void {
  let was = app.store.zones.peek();
  return effect(() => {
    const is = app.store.zones.value;
    if (is === was) return;
    const before = new Map(was.map((zone) => [zone.id, zone]));
    was = is;
    for (const { id } of app.store.here.peek()) {
      const old = before.get(id);
      const text =
        old &&
        newsOf(
          app,
          old,
          is.find((zone) => zone.id === id),
        );
      if (text) announcer.announce(`zone-${id}`, text);
    }
  });
}

/** What to say of a zone that was changed or, without `now`, taken away; null: nothing. */
function newsOf(app: App, old: Zone, now: Zone | undefined): string | null {
  const name = placeName(app, old);
  if (!now) return app.t('say.zone.gone', { name });
  if (JSON.stringify(old) === JSON.stringify(now)) return null;
  if (old.closed !== now.closed) return app.t(now.closed ? 'say.zone.closed' : 'say.zone.open', { name });
  if (old.question !== now.question && now.question !== '')
    return app.t('say.zone.question', { name, question: now.question });
  const renamed = placeName(app, now);
  if (renamed !== name) return app.t('say.zone.renamed', { name, renamed });
  return app.t('say.zone.changed', { name });
}
