/** Everything of this subject in one place: help, what is going on, what was announced. */

import { useApp } from '../app-context.ts';
import { Group } from '../parts/setting.tsx';
import { AnnouncementList } from './announcements.tsx';
import { CallChoices, callText } from './call-card.tsx';
import { CountdownView } from './countdown.tsx';
import { HelperLists } from './help-wanted.tsx';
import { HelpForm } from './own-help.tsx';
import { RoundsView } from './rounds.tsx';
import { useWords } from './use-words.ts';

export function PanelContent() {
  const { store } = useApp();
  const { t } = useWords();
  const { call, countdown, rounds, ownHelp } = store.gathering;
  return (
    <div class="gathering-panel">
      {call.value?.asked && (
        <Group title={t('call.title', { name: call.value.by })}>
          <p>{callText(call.value, t, store.language.value)}</p>
          <CallChoices call={call.value} />
        </Group>
      )}
      {countdown.value && (
        <Group title={t('countdown.title')}>
          <CountdownView countdown={countdown.value} />
        </Group>
      )}
      {rounds.value && (
        <Group title={t('rounds.title')}>
          <RoundsView rounds={rounds.value} />
        </Group>
      )}
      <Group title={t('help.title')}>
        {ownHelp.value.greeter && <p>{t('help.greeter')}</p>}
        <HelperLists />
        <HelpForm />
      </Group>
      <Group title={t('announcement.list')}>
        <AnnouncementList />
      </Group>
    </div>
  );
}
