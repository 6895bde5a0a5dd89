/** The organiser's page with the maps of the event, and who may come to it. */

import './maps.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { mapReasonText } from '../../i18n/map-texts.ts';
import type { EventMaps } from '../../state/event-maps.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { AccessTab } from './access/access-tab.tsx';
import { useAccessWords } from './access/use-access-words.ts';
import { AddMaps } from './add-maps.tsx';
import { MapItem } from './map-item.tsx';
import { createMapsDesk, type MapsDesk, type Said } from './maps-desk.ts';
import { useWords } from './use-words.ts';

export function MapsPage({ maps, onClose }: { maps: EventMaps; onClose: () => void }) {
  const { t } = useWords();
  const { t: access } = useAccessWords();
  const tab = useSignal<'maps' | 'access'>('maps');
  return (
    <Sheet titleId="maps-title" kind="page" onClose={onClose}>
      <header class="panel-head">
        <h2 id="maps-title" tabIndex={-1}>
          {t('title')}
        </h2>
        <LanguageChoice />
        <IconButton icon="close" name={t('close')} onClick={onClose} />
      </header>
      <Tabs
        id="event"
        label={access('tabs')}
        tabs={[
          { name: 'maps', title: access('tab.maps') },
          { name: 'access', title: access('tab.access') },
        ]}
        current={tab.value}
        onChange={(name) => {
          tab.value = name;
        }}
      >
        {tab.value === 'maps' ? <MapsTab maps={maps} /> : <AccessTab access={maps.access} />}
      </Tabs>
    </Sheet>
  );
}

function MapsTab({ maps }: { maps: EventMaps }) {
  const { t } = useWords();
  const desk = useMemo(() => createMapsDesk(maps), [maps]);
  useEffect(() => {
    void desk.load();
    return () => desk.cancel();
  }, [desk]);
  return (
    <>
      <p>{t('intro')}</p>
      {desk.said.value && <SaidLine said={desk.said.value} />}
      <Content desk={desk} maps={maps} />
    </>
  );
}

function Content({ desk, maps }: { desk: MapsDesk; maps: EventMaps }) {
  const { t } = useWords();
  const list = desk.list.value;
  if (!list && desk.trouble.value)
    return (
      <div role="alert">
        <p class="problem">{t(mapReasonText(desk.trouble.value))}</p>
        <button type="button" class="button" onClick={() => void desk.load()}>
          {t('retry')}
        </button>
      </div>
    );
  if (!list) return <p role="status">{t('loading')}</p>;
  return (
    <>
      {list.maps.length === 0 ? (
        <p>{t('empty')}</p>
      ) : (
        <ul class="map-list" aria-label={t('list')}>
          {list.maps.map((map) => (
            <MapItem key={map.name} map={map} list={list} desk={desk} maps={maps} />
          ))}
        </ul>
      )}
      <AddMaps desk={desk} list={list} />
    </>
  );
}

/** Gets the focus: the button that was pressed may be gone, and this is read and seen wherever it was. */
function SaidLine({ said }: { said: Said }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), [said]);
  return (
    <p ref={line} tabIndex={-1} class={said.kind === 'refused' ? 'problem' : 'map-said'}>
      {useSaidText(said)}
      {said.kind === 'refused' && said.reason === 'bad_map' && <small lang="en">{said.detail}</small>}
    </p>
  );
}

function useSaidText(said: Said): string {
  const { t } = useWords();
  switch (said.kind) {
    case 'chosen':
      return t(said.isLater ? 'chosen.later' : 'chosen.now', { name: said.name });
    case 'removed':
      return t('removed', { name: said.name });
    case 'refused':
      return t(mapReasonText(said.reason));
  }
}
