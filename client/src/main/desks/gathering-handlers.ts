/** What the server says of announcements, calls, the countdown, rounds and help. */

import { playChime } from '../../media/chime.ts';
import type { GatheringServerMessages } from '../../protocol/gathering-messages.ts';
import {
  addAnnouncement,
  applyCall,
  applyCountdown,
  applyHelpList,
  applyOwnHelp,
  applyRounds,
  setAnnouncements,
} from '../../state/gathering.ts';
import type { Store } from '../../state/store.ts';

/** @param chime - Makes the sound, at a loudness of 0..1. */
export function gatheringHandlers(store: Store, chime: (volume: number) => void = playChime): GatheringServerMessages {
  const { gathering } = store;
  const now = () => performance.now();
  return {
    announcement: ({ chime: isHeard, ...announcement }) => {
      addAnnouncement(gathering, announcement);
      const { allowed, volume } = store.placeSounds.value;
      if (isHeard && allowed !== false) chime(volume);
    },
    announcements: ({ announcements }) => setAnnouncements(gathering, announcements),
    call: ({ call }) => applyCall(gathering, call),
    call_counts: (counts) => {
      gathering.callCounts.value = counts;
    },
    countdown: ({ countdown }) => applyCountdown(gathering, countdown, now()),
    rounds: ({ rounds }) => applyRounds(gathering, rounds, now()),
    help_state: (own) => applyOwnHelp(gathering, own, store.me.value?.role !== 'attendee'),
    help_list: (list) => applyHelpList(gathering, list, now()),
  };
}
