/** What the attendance log has of oneself: to see, to take along, to have erased. */

import './trail.css';
import { useEffect, useMemo } from 'preact/hooks';
import { trailReasonText } from '../../i18n/trail-texts.ts';
import type { OwnTrail, TrailAccess } from '../../state/own-trail.ts';
import { LoadingPage, MessagePage } from '../entry/message-page.tsx';
import { LookPicture } from '../look/look-picture.tsx';
import { saveFile } from '../parts/save-file.ts';
import { createTrailDesk, type TrailDesk } from './trail-desk.ts';
import { TrailErase } from './trail-erase.tsx';
import { TrailKeep } from './trail-keep.tsx';
import { TrailLists } from './trail-lists.tsx';
import { useTrailWords } from './use-trail-words.ts';

export function TrailPage({ access }: { access: TrailAccess | null }) {
  const { t } = useTrailWords();
  const desk = useMemo(() => createTrailDesk(access, saveFile), [access]);
  useEffect(() => void desk.load(), [desk]);
  const { value: stage } = desk.stage;
  switch (stage.at) {
    case 'loading':
      return <LoadingPage key="loading" text="trail.loading" />;
    case 'no-link':
      return <Message key="no-link" title={t('link.title')} text={t('link.text')} />;
    case 'unknown':
      return <Message key="unknown" title={t('unknown.title')} text={t('unknown.text')} />;
    case 'erased':
      return <Message key="erased" title={t('done.title')} text={t('done.text')} />;
    case 'erasing':
      return <MessagePage key="erasing" title={t('erase.busy')} />;
    case 'trouble':
      return (
        <MessagePage key="trouble" title={t('trouble.title')}>
          <p>{t(trailReasonText(stage.reason))}</p>
          <button type="button" class="button main" onClick={() => void desk.load()}>
            {t('retry')}
          </button>
        </MessagePage>
      );
    case 'shown':
      return <Shown key="shown" trail={stage.trail} desk={desk} />;
  }
}

function Message({ title, text }: { title: string; text: string }) {
  return (
    <MessagePage title={title}>
      <p>{text}</p>
    </MessagePage>
  );
}

function Shown({ trail, desk }: { trail: OwnTrail; desk: TrailDesk }) {
  const { t, date } = useTrailWords();
  const said = desk.said.value;
  return (
    <MessagePage title={t('title')}>
      {said !== null && said !== 'done' && (
        <p class="problem" role="alert">
          {t(trailReasonText(said))}
        </p>
      )}
      <p>
        {t('intro', { event: trail.event.name })} {t('until', { date: date(trail.erasedMs) })}
      </p>
      <p>{t('never')}</p>
      <Who trail={trail} />
      <TrailLists trail={trail} desk={desk} />
      {trail.otherEvents.length > 0 && <p>{t('others', { names: trail.otherEvents.join(', ') })}</p>}
      <TrailKeep desk={desk} />
      <TrailErase trail={trail} desk={desk} />
    </MessagePage>
  );
}

function Who({ trail }: { trail: OwnTrail }) {
  const { t, moment } = useTrailWords();
  const { person } = trail;
  return (
    <section class="trail-part" aria-labelledby="trail-you">
      <h2 id="trail-you">{t('you')}</h2>
      {person ? (
        <div class="trail-who">
          <LookPicture look={person.look} label={t('look')} />
          <dl>
            <dt>{t('name')}</dt>
            <dd>{person.name}</dd>
            <dt>{t('role')}</dt>
            <dd>{t(`role.${person.role}`)}</dd>
            <dt>{t('since')}</dt>
            <dd>{moment(person.firstSeenMs)}</dd>
          </dl>
        </div>
      ) : (
        <p>{t('nameless')}</p>
      )}
      <h3>{t('path')}</h3>
      <p>{trail.moves === 0 ? t('path.none') : t('path.some', { count: trail.moves })}</p>
    </section>
  );
}
