/** Downloads the map with its zones as they are now. */

import { useApp } from '../../app-context.ts';
import { useRefusal } from '../../parts/use-refusal.ts';
import { useZoneWords } from './use-zone-words.ts';

export function ExportButton() {
  const { store, intents } = useApp();
  const { t } = useZoneWords();
  const refusal = useRefusal();
  const download = async () => {
    const answer = await intents.fetchMapFile();
    refusal.show(answer);
    if (!answer.ok) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(answer.file);
    link.download = `${store.map.value?.id ?? 'map'}.tmj`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <button type="button" class="button small" onClick={() => void download()}>
        {t('export')}
      </button>
      <p class="problem" role="status">
        {refusal.text.value}
      </p>
    </>
  );
}
