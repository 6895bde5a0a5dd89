/** Every sentence that a person sees or hears, in their language. */

import { createInstance, type TFunction } from 'i18next';
import { en } from './en.ts';
import { nl } from './nl.ts';

export type TextLanguage = 'nl' | 'en';
/** A key as it stands in the language files. */
export type TextKey = keyof typeof nl;
type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
/** A key as a panel asks for it: plurals without their ending, chosen by `count`. */
export type Text = WithoutPlural<TextKey>;
export type TextValues = Readonly<Record<string, string | number>>;

export type Translate<Key> = (language: TextLanguage, key: WithoutPlural<Key>, values?: TextValues) => string;

/** The sentences of one part of the page, in every language. */
export function createTranslate<Key extends string>(texts: Record<TextLanguage, Record<Key, string>>): Translate<Key> {
  const instance = createInstance();
  void instance.init({
    resources: { nl: { translation: texts.nl }, en: { translation: texts.en } },
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // Preact writes text nodes, never HTML.
    interpolation: { escapeValue: false },
  });
  const byLanguage: Record<TextLanguage, TFunction> = { nl: instance.getFixedT('nl'), en: instance.getFixedT('en') };
  return (language, key, values = {}) => byLanguage[language](key as string, values);
}

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
