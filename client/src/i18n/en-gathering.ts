/** English of announcements, calls, rounds and help, as far as everybody's page has it from the start. */

import type { gatheringNl } from './nl-gathering.ts';

export const gatheringEn: Record<keyof typeof gatheringNl, string> = {
  'gathering.title': 'Announcements and help',
  'gathering.unread_one': 'Announcements and help, {{count}} new announcement',
  'gathering.unread_other': 'Announcements and help, {{count}} new announcements',
  'gathering.help': 'Ask for help',
  'gathering.loading': 'One moment…',
  'gathering.failed': 'This could not be loaded. See whether your internet works.',
  'gathering.retry': 'Try again',

  'reason.no_call': 'This call is over.',
  'reason.no_countdown': 'There is no countdown. Set one first.',
  'reason.no_rounds': 'There are no rounds now. A host can open them.',
  'reason.no_round': 'There is no round under way.',
  'reason.round_running': 'A round is under way. End that one first.',
  'reason.nobody_willing': 'Fewer than two people take part. Wait until more have said yes.',
  'reason.no_help': 'This request for help is gone.',
  'reason.time': 'Choose a moment that is still to come, a week ahead at most.',
  'reason.link': 'This link cannot be used. Use an address that begins with https://.',
  'reason.unknown_zone': 'This place is not there any more. Choose another one.',
  'reason.unknown_island': 'This island is not open. Choose another one.',
};
