/** What was done, in words. */

import { givenName } from '../../core/zone-purpose.ts';
import type { Deed } from '../../state/order.ts';
import type { Store } from '../../state/store.ts';
import type { HostWords } from './use-host-order-words.ts';

/** "30 seconds", "5 minutes". */
export function paceText(words: HostWords, seconds: number): string {
  if (seconds === 0) return words('slow.off');
  return seconds % 60 === 0
    ? words('slow.minutes', { count: seconds / 60 })
    : words('slow.seconds', { count: seconds });
}

export function deedText(store: Store, words: HostWords, deed: Deed): string {
  const about = deed.about || words('somebody');
  const pace = paceText(words, deed.pace);
  const place = placeText(store, words, deed.zone);
  if (deed.what === 'chat_slowed' && deed.pace === 0) return words('what.chat_usual', { place });
  if (deed.what === 'banned' && deed.link) return words('what.banned.link', { about });
  return words(`what.${deed.what}`, { about, place, pace });
}

/** The name of a zone of this island; of another island its id. */
export function placeText(store: Store, words: HostWords, zone: string | null): string {
  if (zone === null) return words('slow.everywhere');
  const found = store.zones.value.find(({ id }) => id === zone);
  return (found && givenName(found, store.language.value)) || zone;
}
