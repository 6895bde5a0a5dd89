/** The text of a place, above the controls. Screen readers are told of it apart from this. */

import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';

export function TipCard() {
  const { tips, t } = useApp();
  const tip = tips.shown.value;
  if (!tip) return null;
  return (
    <section
      class="tip"
      aria-label={t('tip.label')}
      onPointerEnter={() => tips.hold(true)}
      onPointerLeave={() => tips.hold(false)}
      onFocusIn={() => tips.hold(true)}
      onFocusOut={() => tips.hold(false)}
    >
      <p>{tip.text}</p>
      <IconButton icon="close" name={t('notice.dismiss')} onClick={() => tips.dismiss()} />
    </section>
  );
}
