/** Who is there, who talks, what happened in each minute, what is drawn on the ground: the replay in lists. */

import { useSignal } from '@preact/signals';
import { Tabs } from '../parts/tabs.tsx';
import { GroundChoice } from './ground-choice.tsx';
import { MinutesList } from './minutes-list.tsx';
import { PeopleList } from './people-list.tsx';
import { useNamedWords } from './replay-context.ts';
import { TalksList } from './talks-list.tsx';

const TABS = ['people', 'talks', 'minutes', 'ground'] as const;

export function SidePanel() {
  const { t } = useNamedWords();
  const tab = useSignal<(typeof TABS)[number]>('people');
  return (
    <section class="replay-side" aria-label={t('side.label')}>
      <Tabs
        id="replay-side"
        label={t('side.label')}
        tabs={TABS.map((name) => ({ name, title: t(`side.${name}`) }))}
        current={tab.value}
        onChange={(name) => {
          tab.value = name;
        }}
      >
        {tab.value === 'people' && <PeopleList />}
        {tab.value === 'talks' && <TalksList />}
        {tab.value === 'minutes' && <MinutesList />}
        {tab.value === 'ground' && <GroundChoice />}
      </Tabs>
    </section>
  );
}
