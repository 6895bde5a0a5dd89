/** The words of access, with dates as people write them. */

import { type AccessKey, isAccessText, translateAccess } from '../../../i18n/access-texts.ts';
import { reasonText, type TextValues } from '../../../i18n/texts.ts';
import type { EventLink } from '../../../state/event-access.ts';
import { useApp } from '../../app-context.ts';

export interface AccessWords {
  readonly t: (key: AccessKey, values?: TextValues) => string;
  readonly reasonOf: (reason: string) => string;
  readonly mistakeOf: (problem: string) => string;
  readonly date: (ms: number) => string;
  /** How a link is called. */
  readonly nameOf: (link: EventLink) => string;
}

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

export function useAccessWords(): AccessWords {
  const { store, t: pageText } = useApp();
  const language = store.language.value;
  const t: AccessWords['t'] = (key, values) => translateAccess(language, key, values);
  const known = (key: string): string | null => (isAccessText(key) ? t(key as AccessKey) : null);
  return {
    t,
    reasonOf: (reason) => known(`reason.${reason}`) ?? pageText(reasonText(reason)),
    mistakeOf: (problem) => known(`mistake.${problem}`) ?? t('mistake.other'),
    date: (ms) =>
      new Date(ms).toLocaleDateString(LOCALES[language], { day: 'numeric', month: 'long', year: 'numeric' }),
    nameOf: ({ label }) => label || t('link.unnamed'),
  };
}
