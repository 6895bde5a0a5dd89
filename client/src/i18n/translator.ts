/** Sentences with values and plurals: `{{name}}` is put in, and `count` chooses between `KEY_one` and `KEY_other`. */

export type TextLanguage = 'nl' | 'en';
export type TextValues = Readonly<Record<string, string | number>>;
/** A key without the ending that `count` chooses. */
export type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

export type Translate<Key> = (language: TextLanguage, key: WithoutPlural<Key>, values?: TextValues) => string;

const PLURALS: Readonly<Record<TextLanguage, Intl.PluralRules>> = {
  nl: new Intl.PluralRules('nl'),
  en: new Intl.PluralRules('en'),
};

/** The sentences of one part of the page, in every language. A key that there is not is given back as it is. */
export function createTranslate<Key extends string>(texts: Record<TextLanguage, Record<Key, string>>): Translate<Key> {
  return (language, key, values = {}) => {
    const sentences: Readonly<Record<string, string>> = texts[language];
    const { count } = values;
    const plural = typeof count === 'number' ? sentences[`${key}_${PLURALS[language].select(count)}`] : undefined;
    const sentence = plural ?? sentences[key] ?? key;
    return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}
