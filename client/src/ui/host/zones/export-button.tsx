/** Downloads the map with its zones as they are now. */

import { useSignal } from '@preact/signals';
import { reasonText } from '../../../i18n/texts.ts';
import { useApp } from '../../app-context.ts';
import { saveFile } from '../../parts/save-file.ts';
import { useZoneWords } from './use-zone-words.ts';

export function ExportButton() {
  const app = useApp();
  const { store, intents } = app;
  const { t } = useZoneWords();
  const problem = useSignal('');
  const download = async () => {
    const answer = await intents.fetchMapFile();
    problem.value = answer.ok ? '' : answer.reason === 'bad_map' ? t('export.not') : app.t(reasonText(answer.reason));
    if (answer.ok)
      saveFile(answer.file, `${store.map.value?.id ?? 'map'}${answer.file.type.includes('xml') ? '.tmx' : '.tmj'}`);
  };
  return (
    <>
      <button type="button" class="button small" onClick={() => void download()}>
        {t('export')}
      </button>
      <p class="problem" role="status">
        {problem.value}
      </p>
    </>
  );
}
