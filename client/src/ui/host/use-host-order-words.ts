/** The words of hosts about order, in the language of the moment. */

import { type OrderHostText, translateOrderHost } from '../../i18n/order-host-texts.ts';
import type { TextValues } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';

export type HostWords = (key: OrderHostText, values?: TextValues) => string;

export function useHostOrderWords(): HostWords {
  const language = useApp().store.language.value;
  return (key, values) => translateOrderHost(language, key, values);
}
