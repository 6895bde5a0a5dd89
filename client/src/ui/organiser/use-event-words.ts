/** The words of the pages about events, with moments as people write them in their language. */

import { type EventText, translateEvents } from '../../i18n/event-texts.ts';
import type { TextValues } from '../../i18n/texts.ts';
import type { PlannedEvent } from '../../state/planned-events.ts';
import { useApp } from '../app-context.ts';

export interface EventWords {
  readonly t: (key: EventText, values?: TextValues) => string;
  /** When an event is, in one line. */
  readonly when: (event: Pick<PlannedEvent, 'startsMs' | 'endsMs'>) => string;
}

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

export function useEventWords(): EventWords {
  const language = useApp().store.language.value;
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' });
  const t: EventWords['t'] = (key, values) => translateEvents(language, key, values);
  return {
    t,
    when({ startsMs, endsMs }) {
      if (startsMs === null && endsMs === null) return t('when.always');
      if (startsMs === null) return t('when.until', { end: format.format(endsMs ?? 0) });
      if (endsMs === null) return t('when.from', { start: format.format(startsMs) });
      return format.formatRange(startsMs, endsMs);
    },
  };
}
