/** How a stage is called. */

import type { ZoneId } from '../../core/units.ts';
import { givenName } from '../../core/zone-purpose.ts';
import type { App } from '../app-context.ts';

/** The name that its podium was given, or just "the stage". */
export function stageName(app: Pick<App, 'store' | 't'>, stage: ZoneId): string {
  const zone = app.store.zones.value.find(({ id }) => id === stage);
  return (zone && givenName(zone, app.store.language.value)) || app.t('stage.unnamed');
}
