/** Activities as the server tells of them. */

import type { WireActivity, WireResults } from '../../src/protocol/activity-messages.ts';

export function wireActivity(changes: Partial<WireActivity> = {}): WireActivity {
  return {
    id: 'a',
    kind: 'poll',
    title: 'Thee?',
    anonymous: false,
    place: null,
    options: [
      ['Ja', '', null],
      ['Nee', '', null],
    ],
    most: 1,
    questions: [],
    questions_in_all: 0,
    at: 0,
    score_by: 'person',
    phase: 'open',
    shown: false,
    deleted: false,
    key: '',
    ...changes,
  };
}

export function wireResults(rows: WireResults['rows'], changes: Partial<WireResults> = {}): WireResults {
  const answers = rows.reduce((sum, [, , count]) => sum + count, 0);
  return { id: 'a', answers, taking_part: answers, rows, rows_in_all: rows.length, ...changes };
}
