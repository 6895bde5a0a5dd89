/** Everything one may want otherwise. */

import { useApp } from '../app-context.ts';
import { BlockSettings } from '../order/block-settings.tsx';
import { DeviceSelect } from '../parts/device-select.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { LevelMeter } from '../parts/level-meter.tsx';
import { Check, Group } from '../parts/setting.tsx';
import { PathChoice } from '../trail/path-choice.tsx';
import { TrailLink } from '../trail/trail-link.tsx';
import { Panel } from './panel.tsx';
import { PlaceSettings } from './place-settings.tsx';
import { ProfileFields } from './profile-fields.tsx';

const ZOOM_LEAST = 1;
const ZOOM_MOST = 4;

export function SettingsPanel() {
  const { store, intents, preferences, t } = useApp();
  const media = store.me.value?.media;
  return (
    <Panel title={t('settings.title')}>
      <div class="settings">
        <Group title={t('language.choose')}>
          <LanguageChoice />
        </Group>
        <Group title={t('settings.you')}>
          <ProfileFields />
        </Group>
        {media !== 'text' && (
          <Group title={t('settings.sound')}>
            {media === 'full' && (
              <>
                <DeviceSelect kind="camera" />
                <DeviceSelect kind="microphone" />
                <LevelMeter />
              </>
            )}
            <Check
              name={t('settings.placed')}
              help={t('settings.placed.help')}
              isOn={store.placedVoices.value}
              onChange={(isOn) => {
                preferences.placedVoices.value = isOn;
                intents.setPlacedVoices(isOn);
              }}
            />
          </Group>
        )}
        <PlaceSettings />
        <Group title={t('path.title')}>
          <PathChoice />
          <TrailLink />
        </Group>
        <BlockSettings />
        <Group title={t('settings.view')}>
          <label class="zoom">
            <span>{t('settings.zoom')}</span>
            <input
              type="range"
              min={ZOOM_LEAST}
              max={ZOOM_MOST}
              step={1}
              value={store.zoom.value}
              onInput={(event) => intents.setZoom(event.currentTarget.valueAsNumber)}
            />
          </label>
          <Check
            name={t('settings.motion')}
            help={t('settings.motion.help')}
            isOn={store.reducedMotion.value}
            onChange={(isOn) => intents.setReducedMotion(isOn)}
          />
          <Check
            name={t('settings.shortcuts')}
            help={t('settings.shortcuts.help')}
            isOn={preferences.letterKeys.value}
            onChange={(isOn) => {
              preferences.letterKeys.value = isOn;
            }}
          />
        </Group>
      </div>
    </Panel>
  );
}
