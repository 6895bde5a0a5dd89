/** Where hosts change the zones of the island: a list of them, one to change, or a template. */

import './zones/zones.css';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { TemplateForm } from './zones/template-form.tsx';
import { ZoneDesk } from './zones/zone-desk.ts';
import { ZoneEditor } from './zones/zone-editor.tsx';
import { ZoneList } from './zones/zone-list.tsx';
import type { ZoneView } from './zones/zone-view.ts';

export function ZonesTab() {
  const { store, intents } = useApp();
  const desk = useMemo(() => new ZoneDesk(store, intents.request), [store, intents]);
  const view = useSignal<ZoneView>({ shows: 'list', came: null });
  return (
    <div class="zones-tab">
      <View desk={desk} view={view} />
    </div>
  );
}

function View({ desk, view }: { desk: ZoneDesk; view: Signal<ZoneView> }) {
  const { intents } = useApp();
  const { value: now } = view;
  const edited = now.shows === 'zone' ? now.zone : null;
  useEffect(() => {
    if (edited === null) return;
    void intents.request('zone_editing', { zone: edited });
    return () => void intents.request('zone_editing', { zone: null });
  }, [edited, intents]);
  const show = (next: ZoneView) => {
    view.value = next;
  };
  switch (now.shows) {
    case 'list':
      return <ZoneList desk={desk} came={now.came} onShow={show} />;
    case 'template':
      return <TemplateForm desk={desk} onBack={() => show({ shows: 'list', came: 'templates' })} />;
    case 'zone':
      return <ZoneEditor desk={desk} view={now} onShow={show} />;
  }
}
