/** Banners for when the line, the sound or a device does not work, each with what to do. */

import type { DeviceState } from '../../state/store.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';

export function Connection() {
  const { store, intents, t } = useApp();
  const link = store.link.value.at;
  const wantsMedia = store.me.value?.media !== 'text';
  const sends = store.me.value?.media === 'full';
  return (
    <div class="banners" aria-live="polite">
      {link === 'reconnecting' && <Banner text={t('link.reconnecting')} isBusy />}
      {link === 'offline' && (
        <Banner text={t('link.offline')} action={t('link.retry')} onAction={() => intents.reconnect()} />
      )}
      {link === 'online' && wantsMedia && store.media.value === 'connecting' && (
        <Banner text={t('media.connecting')} isBusy />
      )}
      {link === 'online' && wantsMedia && store.media.value === 'down' && (
        <Banner text={t('media.down')} action={t('media.retry')} onAction={() => intents.retryMedia()} />
      )}
      {sends && isTroubled(store.microphone.value) && (
        <Banner
          text={t(`device.microphone.${store.microphone.value}`)}
          action={t('device.retry')}
          onAction={() => intents.toggleMicrophone()}
        />
      )}
      {sends && isTroubled(store.camera.value) && (
        <Banner
          text={t(`device.camera.${store.camera.value}`)}
          action={t('device.retry')}
          onAction={() => intents.toggleCamera()}
        />
      )}
    </div>
  );
}

interface BannerProps {
  readonly text: string;
  readonly isBusy?: boolean;
  readonly action?: string;
  readonly onAction?: () => void;
}

function Banner({ text, isBusy = false, action, onAction }: BannerProps) {
  return (
    <div class="banner">
      {isBusy ? <span class="spinner small" aria-hidden="true" /> : <Icon name="warning" />}
      <p>{text}</p>
      {action && (
        <button type="button" class="button small" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  );
}

function isTroubled(state: DeviceState): state is 'blocked' | 'missing' | 'failed' {
  return state !== 'on' && state !== 'off';
}
