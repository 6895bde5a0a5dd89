/** The controls: big, clear, always in the same place. */

import { unreadAnnouncements } from '../../state/gathering.ts';
import { useApp } from '../app-context.ts';
import { HOST_TABS } from '../host/host-tabs.ts';
import { useOrderWords } from '../order/use-order-words.ts';
import type { PanelName } from '../panels/panels-state.ts';
import { ForOrganisers } from '../parts/for-organisers.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Popup } from '../parts/popup.tsx';
import { AvailabilityChoice } from './availability-choice.tsx';
import { ReactionChoice } from './reaction-choice.tsx';

export function BottomBar({ summonReactions }: { summonReactions: number }) {
  const { store, intents, panels, t } = useApp();
  const open = panels.open.value;
  const unread = panels.unread.value.near + panels.unread.value.island;
  const isHost = HOST_TABS.length > 0 && store.me.value !== null && store.me.value.role !== 'attendee';
  const news = unreadAnnouncements(store.gathering);
  const sends = store.me.value?.media === 'full';
  return (
    <nav class="bottom-bar" aria-label={t('bar.label')}>
      {sends && <DeviceButton kind="microphone" />}
      {sends && <DeviceButton kind="camera" />}
      <Popup
        button={{ icon: 'smile', name: t('bar.react'), caption: t('bar.react') }}
        label={t('bar.react')}
        summon={summonReactions}
      >
        {(close) => <ReactionChoice onDone={close} />}
      </Popup>
      <span class="bar-gap" aria-hidden="true" />
      <IconButton
        icon="chat"
        name={unread > 0 ? t('bar.chat.unread', { count: unread }) : t('bar.chat')}
        caption={t('bar.chat')}
        badge={unread}
        expanded={open === 'chat'}
        onClick={() => panels.toggle('chat')}
      />
      <IconButton
        icon="people"
        name={t('people.title')}
        caption={t('bar.people')}
        expanded={open === 'people'}
        onClick={() => panels.toggle('people')}
      />
      {isHost && (
        <IconButton
          icon="host"
          name={t('host.title')}
          caption={t('bar.host')}
          expanded={open === 'host'}
          onClick={() => panels.toggle('host')}
        />
      )}
      <Popup button={{ icon: 'more', name: t('bar.more'), caption: t('bar.more') }} label={t('bar.more')}>
        {(close) => {
          // Closed first: then the focus comes back to the button when the panel is closed.
          const show = (panel: PanelName) => {
            close();
            panels.show(panel);
          };
          return (
            <>
              <AvailabilityChoice onDone={close} />
              <button type="button" class="menu-item" onClick={() => show('gathering')}>
                {news > 0 ? t('gathering.unread', { count: news }) : t('gathering.title')}
              </button>
              <button type="button" class="menu-item" onClick={() => show('settings')}>
                {t('bar.settings')}
              </button>
              {store.activities.all.value.size > 0 && (
                <button type="button" class="menu-item" onClick={() => show('activities')}>
                  {t('activities.title')}
                </button>
              )}
              <ForOrganisers draw={({ OrganiserButtons }) => <OrganiserButtons kind="menu-item" />} />
              {store.map.value && store.map.value.credits.length > 0 && (
                <button type="button" class="menu-item" onClick={() => show('credits')}>
                  {t('credits.title')}
                </button>
              )}
              <button type="button" class="menu-item" onClick={() => show('help')}>
                {t('bar.help')}
              </button>
            </>
          );
        }}
      </Popup>
      <IconButton
        icon="leave"
        tone="leave"
        name={t('bar.leave')}
        caption={t('bar.leave')}
        onClick={() => intents.leave()}
      />
    </nav>
  );
}

function DeviceButton({ kind }: { kind: 'microphone' | 'camera' }) {
  const { store, intents, t } = useApp();
  const words = useOrderWords();
  const state = store[kind].value;
  const isMuted = kind === 'microphone' && store.order.isMuted.value;
  const isOn = state === 'on';
  const caption = t(isOn ? `device.${kind}.on` : `device.${kind}.off`);
  return (
    <IconButton
      icon={isOn && !isMuted ? kind : `${kind}Off`}
      name={`${isMuted ? `${words('muted')}, ` : ''}${caption}: ${t(isOn ? `device.${kind}.turnOff` : `device.${kind}.turnOn`)}`}
      caption={isMuted ? words('muted') : caption}
      tone={isMuted ? 'warn' : isOn ? 'plain' : state === 'off' ? 'off' : 'warn'}
      onClick={() => (kind === 'camera' ? intents.toggleCamera() : intents.toggleMicrophone())}
    />
  );
}
