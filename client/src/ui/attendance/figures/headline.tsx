/** The event in a few numbers. */

import type { ComponentChildren } from 'preact';
import { useFigures } from './figures-context.ts';
import { metSomebody } from './sentences.ts';

export function Headline() {
  const { insight, words } = useFigures();
  const { t, number, duration } = words;
  const { peak, talk, unique } = insight;
  return (
    <dl class="headline">
      <HeadNumber value={number(unique)} name={t('head.people', { count: unique })} />
      <HeadNumber value={number(peak.people)} name={t('head.peak')}>
        {peak.people > 0 && t('head.peak.at', { time: words.moment(peak.at_ms) })}
      </HeadNumber>
      <HeadNumber value={duration(insight.person_ms)} name={t('head.present')}>
        {unique > 0 && t('head.present.each', { time: duration(insight.person_ms / unique) })}
      </HeadNumber>
      <HeadNumber value={number(talk.count)} name={t('head.talks', { count: talk.count })}>
        {talk.count > 0 && t('head.talks.median', { time: duration(talk.median_ms) })}
      </HeadNumber>
      <HeadNumber value={number(metSomebody(insight))} name={t('head.met')}>
        {unique > 0 && t('head.met.share', { share: words.percent(metSomebody(insight) / unique) })}
      </HeadNumber>
      <HeadNumber
        value={number(insight.met_nobody.length)}
        name={t('head.nobody', { count: insight.met_nobody.length })}
      >
        {t('head.nobody.what')}
      </HeadNumber>
    </dl>
  );
}

function HeadNumber({ value, name, children }: { value: string; name: string; children?: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {children && <small>{children}</small>}
      </dd>
    </div>
  );
}
