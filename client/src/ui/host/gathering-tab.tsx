/** How hosts bring people together. */

import '../gathering/gathering.css';
import { HelperLists } from '../gathering/help-wanted.tsx';
import { Group } from '../parts/setting.tsx';
import { AnnounceForm } from './gathering/announce-form.tsx';
import { CallForm } from './gathering/call-form.tsx';
import { CountdownForm } from './gathering/countdown-form.tsx';
import { Greeters } from './gathering/greeters.tsx';
import { RoundsForm } from './gathering/rounds-form.tsx';
import { useHostWords } from './gathering/use-host-words.ts';

export function GatheringTab() {
  const { t } = useHostWords();
  return (
    <div class="gathering-panel">
      <Group title={t('announce.title')}>
        <AnnounceForm />
      </Group>
      <Group title={t('call.title')}>
        <CallForm />
      </Group>
      <Group title={t('countdown.title')}>
        <CountdownForm />
      </Group>
      <Group title={t('rounds.title')}>
        <RoundsForm />
      </Group>
      <Group title={t('help.title')}>
        <HelperLists />
        <Greeters />
      </Group>
    </div>
  );
}
