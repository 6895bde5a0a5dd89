/** What the tab with the zones shows. */

import type { ZoneFields } from '../../../state/zone-fields.ts';

export type ZoneView =
  /** `came`: what was shown before, whose button gets the focus; null: nothing was. */
  | { readonly shows: 'list'; readonly came: string | null }
  | { readonly shows: 'template' }
  /** `zone` null: a new one that begins with `start`. `key` tells one form from the next. */
  | { readonly shows: 'zone'; readonly zone: string | null; readonly start?: ZoneFields; readonly key: number };
