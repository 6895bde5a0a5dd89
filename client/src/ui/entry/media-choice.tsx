/** Three equal ways to join. */

import type { MediaChoice } from '../../core/people.ts';
import { useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icons.tsx';

const CHOICES: readonly { readonly choice: MediaChoice; readonly icon: IconName }[] = [
  { choice: 'full', icon: 'camera' },
  { choice: 'listen', icon: 'ear' },
  { choice: 'text', icon: 'text' },
];

export function MediaChoiceFields({
  choice,
  onChange,
}: {
  choice: MediaChoice;
  onChange: (choice: MediaChoice) => void;
}) {
  const { t } = useApp();
  return (
    <fieldset class="ways" aria-describedby="ways-help">
      <legend>
        <h2>{t('entry.media.title')}</h2>
      </legend>
      <p id="ways-help" class="help">
        {t('entry.media.help')}
      </p>
      <div class="ways-row">
        {CHOICES.map((way) => (
          <label key={way.choice} class="way">
            <input
              type="radio"
              name="media"
              value={way.choice}
              checked={way.choice === choice}
              onChange={() => onChange(way.choice)}
            />
            <Icon name={way.icon} />
            <span class="way-name">{t(`entry.media.${way.choice}`)}</span>
            <span class="way-help">{t(`entry.media.${way.choice}.help`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
