/** The words of hosts about activities. */

import { type ActivityHostText, translateActivityHost } from '../../../i18n/activity-host-texts.ts';
import type { TextValues } from '../../../i18n/texts.ts';
import { useApp } from '../../app-context.ts';

export type HostWords = (key: ActivityHostText, values?: TextValues) => string;

export function useHostWords(): HostWords {
  const language = useApp().store.language.value;
  return (key, values) => translateActivityHost(language, key, values);
}
