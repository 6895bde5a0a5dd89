/** How it works, and the keys. */

import { useApp } from '../app-context.ts';
import { SHORTCUT_KEYS } from '../island/shortcuts.ts';
import { Panel } from './panel.tsx';

const SUBJECTS = ['walk', 'meet', 'stop', 'find', 'together', 'places'] as const;

export function HelpPanel() {
  const { panels, t } = useApp();
  return (
    <Panel title={t('help.title')}>
      <div class="help-text">
        <h3>{t('help.how')}</h3>
        <ul>
          {SUBJECTS.map((subject) => (
            <li key={subject}>{t(`help.${subject}`)}</li>
          ))}
        </ul>
        <p>
          <button type="button" class="button" onClick={() => panels.show('gathering')}>
            {t('gathering.help')}
          </button>
        </p>
        <h3>{t('help.keys')}</h3>
        <dl class="keys">
          <div>
            <dt>{t('help.key.arrows')}</dt>
            <dd>{t('help.key.walk')}</dd>
          </div>
          {Object.entries(SHORTCUT_KEYS).map(([key, shortcut]) => (
            <div key={key}>
              <dt>
                {key === 'Enter' ? t('help.key.enter') : <kbd>{key === 'Escape' ? 'Esc' : key.toUpperCase()}</kbd>}
              </dt>
              <dd>{t(shortcut === 'close' ? 'help.key.escape' : `help.key.${shortcut}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
