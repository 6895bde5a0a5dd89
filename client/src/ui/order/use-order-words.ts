/** The words about order, in the language of the moment. */

import { type OrderText, translateOrder } from '../../i18n/order-texts.ts';
import type { TextValues } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';

export function useOrderWords(): (key: OrderText, values?: TextValues) => string {
  const language = useApp().store.language.value;
  return (key, values) => translateOrder(language, key, values);
}
