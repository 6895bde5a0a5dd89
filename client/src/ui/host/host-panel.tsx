/** What hosts and organisers do on the island, beside it: one can go on walking and talking. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { translateHost } from '../../i18n/host-texts.ts';
import { useApp } from '../app-context.ts';
import { Panel } from '../panels/panel.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { HOST_TABS, type HostTab } from './host-tabs.ts';

export function HostPanel() {
  const { store, panels } = useApp();
  const language = store.language.value;
  const waiting = store.peopleWaiting.value;
  const current = HOST_TABS.find(({ name }) => name === panels.hostTab.value) ?? HOST_TABS[0];
  return (
    <Panel title={translateHost(language, 'title')}>
      {current && (
        <Tabs
          id="host"
          label={translateHost(language, 'tabs')}
          tabs={HOST_TABS.map(({ name, title }) => ({
            name,
            title: translateHost(language, title),
            badge: name === 'order' && waiting > 0 ? String(waiting) : null,
          }))}
          current={current.name}
          onChange={(name) => {
            panels.hostTab.value = name;
          }}
        >
          <LoadedTab key={current.name} tab={current} />
        </Tabs>
      )}
    </Panel>
  );
}

function LoadedTab({ tab }: { tab: HostTab }) {
  const language = useApp().store.language.value;
  const content = useSignal<{ readonly Tab: ComponentType } | null>(null);
  const hasFailed = useSignal(false);
  const load = () => {
    hasFailed.value = false;
    tab.load().then(
      (Tab) => {
        content.value = { Tab };
      },
      () => {
        hasFailed.value = true;
      },
    );
  };
  useEffect(load, [tab]);
  if (content.value) return <content.value.Tab />;
  if (!hasFailed.value) return <p role="status">{translateHost(language, 'loading')}</p>;
  return (
    <div role="alert">
      <p class="problem">{translateHost(language, 'failed')}</p>
      <button type="button" class="button" onClick={load}>
        {translateHost(language, 'retry')}
      </button>
    </div>
  );
}
