/** The island as a list: who is near, who is there, which places; and ways to get to them without the canvas. */

import { useApp } from '../app-context.ts';
import { MetTab } from '../company/met-tab.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Everyone } from './everyone.tsx';
import { NearbyList } from './nearby-list.tsx';
import { Panel } from './panel.tsx';
import type { PeopleTab } from './panels-state.ts';
import { Places } from './places.tsx';

const TABS: readonly PeopleTab[] = ['nearby', 'everyone', 'met', 'places'];
const CONTENTS = { nearby: NearbyList, everyone: Everyone, places: Places, met: MetTab };

export function PeoplePanel() {
  const { panels, t } = useApp();
  const tab = panels.peopleTab.value;
  const Content = CONTENTS[tab];
  return (
    <Panel title={t('people.title')}>
      <Tabs
        id="people"
        label={t('people.title')}
        current={tab}
        onChange={(name) => {
          panels.peopleTab.value = name;
        }}
        tabs={TABS.map((name) => ({ name, title: t(`people.${name}`) }))}
      >
        <Content />
      </Tabs>
    </Panel>
  );
}
