/** Which microphone or camera; nothing while there is only one. */

import type { DeviceKind } from '../../state/store.ts';
import { useApp } from '../app-context.ts';

export function DeviceSelect({ kind }: { kind: DeviceKind }) {
  const { store, intents, t } = useApp();
  const devices = store.devices.value;
  const options = kind === 'camera' ? devices.cameras : devices.microphones;
  if (options.length < 2) return null;
  return (
    <label class="device-select">
      <span class="hidden">{t(`check.${kind}`)}</span>
      <select value={devices[kind] ?? ''} onChange={(event) => intents.chooseDevice(kind, event.currentTarget.value)}>
        {options.map(({ id, label }, index) => (
          <option key={id} value={id}>
            {label || t('check.device.unnamed', { number: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
}
