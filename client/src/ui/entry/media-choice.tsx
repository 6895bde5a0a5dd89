/** Three equal ways to join. */

import type { MediaChoice } from '../../core/people.ts';
import { useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icons.tsx';

const CHOICES: readonly { readonly choice: MediaChoice; readonly icon: IconName }[] = [
  { choice: 'full', icon: 'camera' },
  { choice: 'listen', icon: 'ear' },
  { choice: 'text', icon: 'text' },
];

interface MediaChoiceFieldsProps {
  /** Nothing is chosen beforehand: the three are equal. */
  readonly choice: MediaChoice | null;
  readonly isMissing: boolean;
  readonly onChange: (choice: MediaChoice) => void;
}

export function MediaChoiceFields({ choice, isMissing, onChange }: MediaChoiceFieldsProps) {
  const { t } = useApp();
  return (
    <fieldset class="ways" aria-describedby={isMissing ? 'ways-missing ways-help' : 'ways-help'}>
      <legend>
        <h2>{t('entry.media.title')}</h2>
      </legend>
      <p id="ways-help" class="help">
        {t('entry.media.help')}
      </p>
      {isMissing && (
        <p id="ways-missing" class="problem" role="alert">
          {t('entry.media.missing')}
        </p>
      )}
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
