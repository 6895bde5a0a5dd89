/** The words of the ways to organisers' pages. */

import { translateWays, type WayText } from '../../i18n/organiser-texts.ts';
import { useApp } from '../app-context.ts';

export function useWayWords(): (key: WayText) => string {
  const language = useApp().store.language.value;
  return (key) => translateWays(language, key);
}
