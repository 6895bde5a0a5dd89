/** Reports of people, as they come: who, where, why, and what a host can do at once. */

import { useEffect } from 'preact/hooks';
import type { AvatarId } from '../../core/units.ts';
import { dismissReport, type Measure, type Report } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { useOrderWords } from '../order/use-order-words.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { placeText } from './deed-text.ts';
import { useHostOrderWords } from './use-host-order-words.ts';

export function HostReports() {
  const { store } = useApp();
  const words = useHostOrderWords();
  const reports = store.order.reports.value;
  const last = reports.at(-1)?.report ?? 0;
  useEffect(() => {
    const { allowed, volume } = store.placeSounds.peek();
    if (last > 0 && allowed === true) chime(volume);
  }, [last, store]);
  return (
    <section class="tip order-report" role="alert" aria-label={words('reports.title')}>
      <div>
        {reports.map((report) => (
          <OneReport key={report.report} report={report} />
        ))}
      </div>
    </section>
  );
}

function OneReport({ report }: { report: Report }) {
  const { store, intents } = useApp();
  const words = useHostOrderWords();
  const why = useOrderWords();
  const refusal = useRefusal();
  const [from, about] = [report.from[1], report.about[1]];
  const avatar = report.about[0] as AvatarId;
  const isHere = store.people.value.has(avatar);
  const tile = words('report.at', { x: report.x, y: report.y });
  const place = report.zone === null ? tile : placeText(store, words, report.zone);
  const ask = (measure: Measure) => {
    store.order.question.value = { about: 'person', avatar, name: about, measure };
  };
  return (
    <article>
      <p>
        <strong>{words('report.new', { from, about })}</strong>
      </p>
      <p>{why('card.why', { why: why(`why.${report.why}`) })}</p>
      <p>
        {words('report.where', { place })}
        {!isHere && `, ${words('report.elsewhere', { island: report.island })}`}
      </p>
      {report.text && <p>{words('report.text', { from, text: report.text })}</p>}
      {report.takenBy && <p role="status">{words('report.taken', { name: report.takenBy })}</p>}
      {refusal.text.value && <p class="problem">{refusal.text.value}</p>}
      <div class="order-buttons">
        {!report.takenBy && (
          <button
            type="button"
            class="button small main"
            onClick={() => void intents.request('take_report', { report: report.report }).then(refusal.show)}
          >
            {words('report.take')}
          </button>
        )}
        {isHere && (
          <button type="button" class="button small" onClick={() => void intents.approach(avatar).then(refusal.show)}>
            {words('report.walk')}
          </button>
        )}
        <button type="button" class="button small" onClick={() => ask('mute')}>
          {words('mute')}
        </button>
        <button type="button" class="button small" onClick={() => ask('remove')}>
          {words('remove')}
        </button>
        <button type="button" class="button small" onClick={() => dismissReport(store.order, report.report)}>
          {words('report.close')}
        </button>
      </div>
    </article>
  );
}

const CHIME_S = 0.35;
const CHIME_HERTZ = 660;

/** A short sound, as loud as those of places. */
function chime(volume: number): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = CHIME_HERTZ;
  gain.gain.setValueAtTime(volume / 4, context.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + CHIME_S);
  tone.connect(gain).connect(context.destination);
  tone.onended = () => void context.close();
  tone.start();
  tone.stop(context.currentTime + CHIME_S);
}
