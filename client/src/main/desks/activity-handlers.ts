/** What the server says about activities goes into the store. */

import { waitingBallots } from '../../net/ballots.ts';
import type { ActivityServerMessages } from '../../protocol/activity-messages.ts';
import { applyActivities, applyActivity, applyActivityGone, applyActivityResults } from '../../state/activities.ts';
import type { NoticeBoard } from '../../state/notices.ts';
import type { Store } from '../../state/store.ts';

export type ActivityHandlers = ActivityServerMessages;

export function activityHandlers(store: Store, notices: NoticeBoard): ActivityHandlers {
  const { activities } = store;
  return {
    activities: (message) => {
      applyActivities(activities, message);
      // Answers from before a reload, which were not handed in yet.
      if (waitingBallots().length > 0)
        void import('./ballot-box.ts').then(({ ballotBox }) => ballotBox(store, notices));
    },
    activity: (message) => applyActivity(activities, message),
    activity_gone: (message) => applyActivityGone(activities, message),
    activity_results: (message) => applyActivityResults(activities, message),
  };
}
