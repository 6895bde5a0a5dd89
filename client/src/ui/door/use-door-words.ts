/** The words of the door, in the language of the moment. */

import { type DoorText, doorReason, translateDoor } from '../../i18n/door-texts.ts';
import type { TextValues } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';

export interface DoorWords {
  readonly t: (key: DoorText, values?: TextValues) => string;
  readonly reasonOf: (reason: string) => string;
}

export function useDoorWords(): DoorWords {
  const language = useApp().store.language.value;
  return {
    t: (key, values) => translateDoor(language, key, values),
    reasonOf: (reason) => doorReason(language, reason),
  };
}
