/** What places may do in this browser: make sound, and bring pages from elsewhere. */

import { useApp } from '../app-context.ts';
import { Check, Group } from '../parts/setting.tsx';
import { allowSounds, forgetHosts, setVolume } from '../place/consent.ts';

export function PlaceSettings() {
  const app = useApp();
  const { preferences, t } = app;
  const hosts = preferences.hosts.value;
  return (
    <>
      <Group title={t('settings.placeSounds')}>
        <Check
          name={t('settings.placeSounds')}
          help={t('settings.placeSounds.help')}
          isOn={preferences.placeSounds.value === true}
          onChange={(isOn) => allowSounds(app, isOn)}
        />
        <label class="zoom">
          <span>{t('settings.placeVolume')}</span>
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            value={Math.round(preferences.placeVolume.value * 100)}
            onInput={(event) => setVolume(app, event.currentTarget.valueAsNumber / 100)}
          />
        </label>
      </Group>
      {hosts.length > 0 && (
        <Group title={t('settings.hosts')}>
          <p class="help">{t('settings.hosts.help', { hosts: hosts.join(', ') })}</p>
          <button type="button" class="button" onClick={() => forgetHosts(app)}>
            {t('settings.hosts.forget')}
          </button>
        </Group>
      )}
    </>
  );
}
