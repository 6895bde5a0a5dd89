/** The languages, each in its own words. */

import { translate } from '../../i18n/texts.ts';
import type { Language } from '../../state/store.ts';
import { useApp } from '../app-context.ts';

const LANGUAGES: readonly Language[] = ['nl', 'en'];

export function LanguageChoice() {
  const { store, intents, preferences, t } = useApp();
  const offered = store.event.value?.languages;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons that act at once, not a form field.
    <div class="languages" role="group" aria-label={t('language.choose')}>
      {(offered?.length ? offered : LANGUAGES).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={store.language.value === language}
          onClick={() => {
            preferences.language.value = language;
            intents.setLanguage(language);
          }}
        >
          {translate(language, 'language.name')}
        </button>
      ))}
    </div>
  );
}
