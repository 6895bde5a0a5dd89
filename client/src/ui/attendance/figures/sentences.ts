/** What the figures say, in a sentence each: for those who do not see the chart, and for all others above it. */

import type { Comparison, Insight, TalkMinute, ZoneUse } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';

export const metSomebody = (insight: Insight): number => insight.people.filter(({ met }) => met > 0).length;

export function curveSentence({ peak, first_ms, last_ms }: Insight, { t, number, moment }: FigureWords): string {
  if (peak.people === 0) return t('say.nobody');
  return t('say.curve', {
    from: moment(first_ms),
    to: moment(last_ms),
    people: number(peak.people),
    time: moment(peak.at_ms),
  });
}

export function comingSentence({ curve }: Insight, { t, number, moment }: FigureWords): string {
  const came = sum(curve.map(({ arrivals }) => arrivals));
  const went = sum(curve.map(({ departures }) => departures));
  const busiest = largest(curve, ({ arrivals }) => arrivals);
  if (!busiest || busiest.arrivals === 0) return t('say.nobody');
  return t('say.coming', {
    came: number(came),
    went: number(went),
    most: number(busiest.arrivals),
    time: moment(busiest.start_ms),
  });
}

export function islandsSentence({ islands_ms }: Insight, { t, duration }: FigureWords): string {
  const islands = Object.entries(islands_ms).sort(([, one], [, other]) => other - one);
  const [most] = islands;
  return most ? t('say.islands', { count: islands.length, island: most[0], time: duration(most[1]) }) : t('say.nobody');
}

export function zonesSentence(zones: readonly ZoneUse[], { t, zone, duration }: FigureWords): string {
  const [most] = zones;
  if (!most || most.person_ms === 0) return t('say.zones.none');
  const quiet = zones.filter(({ silence }) => silence !== null).length;
  const said = t('say.zones', { zone: zone(most.zone), time: duration(most.person_ms) });
  return quiet > 0 ? `${said} ${t('say.zones.silent', { count: quiet })}` : said;
}

export function bandsSentence(zones: readonly ZoneUse[], { t, zone, number, moment }: FigureWords): string {
  const fullest = largest(zones, ({ most }) => most);
  if (!fullest || fullest.most === 0) return t('say.zones.none');
  return t('say.bands', {
    zone: zone(fullest.zone),
    people: number(fullest.most),
    time: moment(fullest.most_at_ms),
  });
}

export function silenceSentence(zones: readonly ZoneUse[], { t, zone }: FigureWords): readonly string[] {
  const of = (kind: 'nobody' | 'alone') => zones.filter(({ silence }) => silence === kind).map((use) => zone(use.zone));
  const nobody = of('nobody');
  const alone = of('alone');
  return [
    ...(nobody.length > 0 ? [t('say.silent.nobody', { count: nobody.length, zones: nobody.join(', ') })] : []),
    ...(alone.length > 0 ? [t('say.silent.alone', { count: alone.length, zones: alone.join(', ') })] : []),
    ...(nobody.length + alone.length === 0 ? [t('say.silent.none')] : []),
  ];
}

export function talkSentence(curve: readonly TalkMinute[], { t, moment }: FigureWords): string {
  const busiest = largest(curve, ({ most }) => most);
  if (!busiest || busiest.most === 0) return t('say.talk.none');
  return t('say.talk', { count: busiest.most, time: moment(busiest.start_ms) });
}

export function sizeSentence(curve: readonly TalkMinute[], { t, moment }: FigureWords): string {
  const biggest = largest(curve, (minute) => minute.largest);
  if (!biggest || biggest.largest === 0) return t('say.talk.none');
  return t('say.size', { count: biggest.largest, time: moment(biggest.start_ms) });
}

export function qualitySentences(insight: Insight, words: FigureWords): readonly string[] {
  const { t, moment, duration } = words;
  const crashed = insight.people.flatMap(({ presence }) => presence.stays).filter(({ ending }) => ending === 'crash');
  const doubted = insight.people.flatMap(({ presence }) => presence.stays).filter(({ ending }) => ending === 'gap');
  return [
    ...insight.gaps.map(({ start_ms, end_ms, lost }) =>
      t('quality.gap', {
        count: lost,
        from: moment(start_ms),
        time: duration(end_ms - start_ms),
      }),
    ),
    ...insight.restarts.map(({ end_ms, start_ms }) =>
      t('quality.restart', { from: moment(end_ms), to: moment(start_ms), time: duration(start_ms - end_ms) }),
    ),
    ...(crashed.length > 0 ? [t('quality.crash', { count: crashed.length })] : []),
    ...(doubted.length > 0 ? [t('quality.doubt', { count: doubted.length })] : []),
    ...(insight.unplaced > 0 ? [t('quality.unplaced', { count: insight.unplaced })] : []),
  ];
}

export function returnSentence({ returned, lost, new: fresh }: Comparison, { t, number }: FigureWords): string {
  return t('say.return', {
    returned: number(returned.length),
    fresh: number(fresh.length),
    lost: number(lost.length),
  });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The first with the largest number; null of none. */
export function largest<Item>(items: readonly Item[], of: (item: Item) => number): Item | null {
  let best: Item | null = null;
  for (const item of items) if (best === null || of(item) > of(best)) best = item;
  return best;
}
