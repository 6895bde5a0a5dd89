/** Every sentence that a person sees or hears, in their language. */

import { en } from './en.ts';
import { nl } from './nl.ts';
import { createTranslate, type TextLanguage, type Translate, type WithoutPlural } from './translator.ts';

export type { TextLanguage, TextValues, Translate } from './translator.ts';
/** A key as it stands in the language files. */
export type TextKey = keyof typeof nl;
/** A key as a panel asks for it: plurals without their ending, chosen by `count`. */
export type Text = WithoutPlural<TextKey>;

export const translate: Translate<TextKey> = createTranslate({ nl, en });

/** Whether there is a sentence with this key: notices bring theirs as plain text. */
export function isText(key: string): key is Text {
  return Object.hasOwn(nl, key) || Object.hasOwn(nl, `${key}_other`);
}

/** The sentence for a reason code of the server; also for one that this version does not know. */
export function reasonText(reason: string): Text {
  const key = `reason.${reason}`;
  return isText(key) ? key : 'reason.unknown';
}

/** "Anna", "Anna and Bo", "Anna, Bo and 2 more". */
export function listNames(language: TextLanguage, names: readonly string[], most = 3): string {
  const shown = names.length > most + 1 ? names.slice(0, most) : names;
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} ${translate(language, 'talk.more', { count: rest })}`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${translate(language, 'talk.and')} ${last}`;
}

/** The first language of the browser's list that we speak; Dutch if none. */
export function preferredLanguage(wanted: readonly string[]): TextLanguage {
  for (const language of wanted) {
    if (language.startsWith('nl')) return 'nl';
    if (language.startsWith('en')) return 'en';
  }
  return 'nl';
}
