/** At the door: see yourself, hear that you are heard, choose devices, or leave one off. Nothing of it is sent. */

import type { Store } from '../../state/store.ts';
import { useApp } from '../app-context.ts';
import { DeviceSelect } from '../parts/device-select.tsx';
import { Icon } from '../parts/icons.tsx';
import { LevelMeter } from '../parts/level-meter.tsx';
import { VideoPicture } from '../parts/video-picture.tsx';

/** Nobody asked the browser for a device yet. */
export function isUntried({ microphone, camera, devices }: Store): boolean {
  return microphone.value === 'off' && camera.value === 'off' && devices.value.microphone === null;
}

export function DeviceCheck() {
  const { store, intents, t } = useApp();
  const picture = store.selfVideo.value;
  return (
    <section class="check" aria-labelledby="check-title">
      <h2 id="check-title">{t('check.title')}</h2>
      {isUntried(store) ? (
        <div class="check-start">
          <button type="button" class="button" onClick={() => intents.checkDevices(true)}>
            <Icon name="camera" />
            {t('check.start')}
          </button>
          <p class="help">{t('check.start.help')}</p>
        </div>
      ) : (
        <div class="check-body">
          <div class="check-picture">
            {picture ? (
              <VideoPicture stream={picture} mirrored />
            ) : (
              <p>
                <Icon name="cameraOff" />
                {t('check.camera.off')}
              </p>
            )}
            {picture && <p class="check-caption">{t('check.preview')}</p>}
          </div>
          <div class="check-devices">
            <DeviceSwitch kind="camera" />
            <DeviceSwitch kind="microphone" />
            <LevelMeter />
          </div>
        </div>
      )}
      <DeviceProblem kind="camera" />
      <DeviceProblem kind="microphone" />
    </section>
  );
}

function DeviceSwitch({ kind }: { kind: 'microphone' | 'camera' }) {
  const { store, intents, t } = useApp();
  const isOn = store[kind].value === 'on';
  const toggle = kind === 'camera' ? intents.toggleCamera : intents.toggleMicrophone;
  return (
    <div class="check-device">
      <button type="button" role="switch" class="switch" aria-checked={isOn} onClick={() => toggle.call(intents)}>
        <Icon name={isOn ? kind : `${kind}Off`} />
        {t(isOn ? `device.${kind}.on` : `device.${kind}.off`)}
      </button>
      <DeviceSelect kind={kind} />
    </div>
  );
}

/** What went wrong with a device and what to do; one can go in all the same. */
function DeviceProblem({ kind }: { kind: 'microphone' | 'camera' }) {
  const { store, intents, t } = useApp();
  const state = store[kind].value;
  if (state === 'on' || state === 'off') return null;
  const toggle = kind === 'camera' ? intents.toggleCamera : intents.toggleMicrophone;
  return (
    <div class="notice-box" role="alert">
      <Icon name="warning" />
      <p>
        {t(`device.${kind}.${state}`)} {t('device.goOn')}
      </p>
      <button type="button" class="button small" onClick={() => toggle.call(intents)}>
        {t('device.retry')}
      </button>
    </div>
  );
}
