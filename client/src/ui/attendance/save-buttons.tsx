/** A picture of the moment, or a short film, for a report. */

import { useSignal } from '@preact/signals';
import { replayReasonText } from '../../i18n/replay-texts.ts';
import { Icon } from '../parts/icons.tsx';
import { saveFile } from '../parts/save-file.ts';
import { FilmDialog } from './film-dialog.tsx';
import { useNamedWords, useReplay } from './replay-context.ts';
import { momentName, reasonOf, useCaption } from './saving.ts';

export function SaveButtons() {
  const { room, tools } = useReplay();
  const { t } = useNamedWords();
  const said = useSignal('');
  const films = useSignal(false);
  const caption = useCaption();
  const view = room.view.value;
  if (!view) return null;
  const { replay } = room;

  const takePicture = async (): Promise<void> => {
    said.value = '';
    try {
      const name = momentName(replay.timeline.name, replay.at.peek(), 'png');
      saveFile(await tools.studio.takePicture(view, replay, caption), name);
      said.value = t('save.done', { file: name });
    } catch (error) {
      said.value = t(replayReasonText(reasonOf(error)));
    }
  };

  return (
    <div class="save-buttons">
      <button type="button" class="button small" aria-label={t('save.picture.name')} onClick={() => void takePicture()}>
        <Icon name="picture" />
        <span>{t('save.picture')}</span>
      </button>
      <button
        type="button"
        class="button small"
        aria-label={t('save.film.name')}
        onClick={() => {
          said.value = '';
          films.value = true;
        }}
      >
        <Icon name="film" />
        <span>{t('save.film')}</span>
      </button>
      <p class="save-said" role="status">
        {said.value}
      </p>
      {films.value && (
        <FilmDialog
          view={view}
          onClose={(text) => {
            films.value = false;
            said.value = text;
          }}
        />
      )}
    </div>
  );
}
