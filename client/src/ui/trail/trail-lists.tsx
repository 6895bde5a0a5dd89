/** Stays, places and conversations, each a list of sentences. */

import { useSignal } from '@preact/signals';
import type { OwnTrail, TrailTalk } from '../../state/own-trail.ts';
import { useApp } from '../app-context.ts';
import type { TrailDesk } from './trail-desk.ts';
import { useTrailWords } from './use-trail-words.ts';

const AT_FIRST = 20;

export function TrailLists({ trail, desk }: { trail: OwnTrail; desk: TrailDesk }) {
  const { t, time } = useTrailWords();
  const zoneName = useZoneName(desk);
  const talkText = (talk: TrailTalk) => {
    const kind = talk.kind === 'meeting' || talk.kind === 'stage' ? t(`talk.${talk.kind}`) : t('talk.bubble');
    const what = talk.zone === null ? kind : t('talk.place', { kind, zone: zoneName(talk.zone) });
    return t('talk.item', { what, count: talk.people, time: time(talk) });
  };
  return (
    <>
      <Sentences
        id="trail-stays"
        title={t('stays')}
        sentences={trail.stays.map((stay) => t('stay', { island: stay.island, time: time(stay) }))}
      />
      <Sentences
        id="trail-zones"
        title={t('zones')}
        sentences={trail.zones.map((zone) => t('zone', { zone: zoneName(zone.zone), time: time(zone) }))}
      />
      <Sentences id="trail-talks" title={t('talks')} help={t('talks.help')} sentences={trail.talks.map(talkText)} />
    </>
  );
}

/** What a place is called on the map; its id if the map is not at hand. */
function useZoneName(desk: TrailDesk): (zone: string) => string {
  const language = useApp().store.language.value;
  const names = desk.zoneNames.value;
  return (zone) => {
    const told = names.get(zone);
    return told?.[language] ?? told?.nl ?? told?.en ?? zone;
  };
}

interface SentencesProps {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly sentences: readonly string[];
}

function Sentences({ id, title, help, sentences }: SentencesProps) {
  const { t } = useTrailWords();
  const most = useSignal(AT_FIRST);
  const rest = sentences.length - most.value;
  return (
    <section class="trail-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {help !== undefined && sentences.length > 0 && <p class="help">{help}</p>}
      {sentences.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul aria-labelledby={id}>
          {sentences.slice(0, most.value).map((sentence, index) => (
            <li key={index}>{sentence}</li>
          ))}
        </ul>
      )}
      {rest > 0 && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            most.value = sentences.length;
          }}
        >
          {t('more', { count: rest })}
        </button>
      )}
    </section>
  );
}
