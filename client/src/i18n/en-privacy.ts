/** What is kept of you, and what you can choose about it. */

import type { privacyNl } from './nl-privacy.ts';

export const privacyEn: Readonly<Record<keyof typeof privacyNl, string>> = {
  'path.keep': 'Keep the way I walk as well',
  'path.keep.help': 'You need not. Without a tick we do not keep where you walk. You can change this at any time.',
  'path.title': 'What is kept of you',
  'path.series': 'This event is part of a series. The organisers can see who came to several events of the series.',
  'path.rights': 'You can always see what is kept of you, download it and have it erased.',
  'trail.link': 'See what is kept of you',
  'trail.link.help': 'Here you can see, download and erase everything. This link is only for you.',
  'trail.loading': 'One moment, we are looking up what is kept of you…',
  'trail.failed': 'This page could not be loaded. Check whether your internet works and reload the page.',
};
