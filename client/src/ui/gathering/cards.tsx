/** Everything that hosts want of one now, the most pressing on top. */

import { useApp } from '../app-context.ts';
import { AnnouncementCards } from './announcements.tsx';
import { CallCard } from './call-card.tsx';
import { CountdownCard } from './countdown.tsx';
import { OwnHelpCard } from './own-help.tsx';
import { RoundCard } from './rounds.tsx';

export function Cards() {
  const { call, countdown, rounds } = useApp().store.gathering;
  return (
    <div class="gathering-cards">
      {call.value?.asked && <CallCard key={call.value.id} call={call.value} />}
      {countdown.value && <CountdownCard key={countdown.value.at} countdown={countdown.value} />}
      {rounds.value && <RoundCard rounds={rounds.value} />}
      <OwnHelpCard />
      <AnnouncementCards />
    </div>
  );
}
