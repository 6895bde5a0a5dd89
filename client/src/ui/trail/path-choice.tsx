/** Whether one's path is kept: nobody is asked where the event keeps none. Off until somebody says yes. */

import { useApp } from '../app-context.ts';
import { Check } from '../parts/setting.tsx';

export function PathChoice() {
  const { store, intents, preferences, t } = useApp();
  if (store.event.value?.log !== 'movement') return null;
  return (
    <Check
      name={t('path.keep')}
      help={t('path.keep.help')}
      isOn={store.keepsPath.value}
      onChange={(isOn) => {
        preferences.keepsPath.value = isOn;
        intents.setKeepsPath(isOn);
      }}
    />
  );
}
