/** Going through the time of a replay: by minutes, by meetings, faster and slower. */

import { SPEEDS } from '../../state/replay.ts';
import { nextMeeting } from './meeting-steps.ts';
import type { ReplayKey } from './replay-keys.ts';
import type { ReplayRoom } from './replay-room.ts';

export interface PlaybackSteps {
  toggle(): void;
  /** By so many ms, not beyond the ends. */
  by(ms: number): void;
  to(wallMs: number): void;
  /** To the next conversation that forms (1) or the previous one (-1); `room.meeting` tells which it was. */
  meeting(towards: 1 | -1): void;
  speed(towards: 1 | -1): void;
  byKey(key: ReplayKey): void;
}

const MINUTE_MS = 60_000;
const FINE_MS = 10_000;

export function playbackSteps(room: ReplayRoom): PlaybackSteps {
  const { replay } = room;
  const { firstMs, lastMs } = replay.timeline;

  const to = (wallMs: number) => void replay.seek(Math.min(lastMs, Math.max(firstMs, wallMs)));
  const by = (ms: number) => to(replay.at.peek() + ms);

  const toggle = () => {
    if (replay.status.peek() === 'playing' || replay.status.peek() === 'waiting') return replay.pause();
    // At the end it plays from the beginning again.
    if (replay.at.peek() < lastMs) return replay.play();
    void replay.seek(firstMs).then(() => replay.play());
  };

  const meeting = (towards: 1 | -1) => {
    const figures = room.figures.value.peek();
    if (!figures) return;
    const found = nextMeeting(figures.insight.conversations, replay.at.peek(), towards);
    room.meeting.value = { found };
    if (!found) return;
    to(found.start_ms);
    if (found.island !== replay.island.peek()) void replay.showIsland(found.island);
  };

  const speed = (towards: 1 | -1) => {
    const next = SPEEDS[SPEEDS.indexOf(replay.speed.peek()) + towards];
    if (next !== undefined) replay.setSpeed(next);
  };

  const byKey = (key: ReplayKey) => {
    switch (key) {
      case 'play':
        return toggle();
      case 'back':
        return by(-MINUTE_MS);
      case 'forward':
        return by(MINUTE_MS);
      case 'backFine':
        return by(-FINE_MS);
      case 'forwardFine':
        return by(FINE_MS);
      case 'start':
        return to(firstMs);
      case 'end':
        return to(lastMs);
      case 'meetingBack':
        return meeting(-1);
      case 'meetingForward':
        return meeting(1);
      case 'slower':
        return speed(-1);
      case 'faster':
        return speed(1);
    }
  };

  return { toggle, by, to, meeting, speed, byKey };
}
