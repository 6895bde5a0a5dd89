/** What one can do about somebody: block and report for everybody, more for hosts. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Measure, OrderQuestion } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { CompanyMeasures } from '../company/company-measures.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { MeasureButton, type MeasureProps } from './measure-button.tsx';
import { ReportForm } from './report-form.tsx';
import { useOrderWords } from './use-order-words.ts';

const TITLE = 'about-person';

export function PersonSheet({ question, onClose }: { question: OrderQuestion; onClose: () => void }) {
  const { store } = useApp();
  const words = useOrderWords();
  const refusal = useRefusal();
  const measure = useSignal<Measure | null>(question.about === 'person' ? question.measure : null);
  const said = useSignal<string | null>(null);
  const HostMeasures = useHostMeasures();
  if (question.about !== 'person') return null;
  const { avatar, name } = question;
  const onDone: MeasureProps['onDone'] = (outcome, text) => {
    refusal.show(outcome);
    if (!outcome.ok) return;
    measure.value = null;
    if (text === undefined) onClose();
    else said.value = text;
  };
  const props: MeasureProps = {
    avatar,
    name,
    measure: measure.value,
    choose: (one) => {
      measure.value = one;
    },
    onDone,
  };
  const isHost = store.me.value?.role !== 'attendee';
  return (
    <Sheet titleId={TITLE} kind="question" onClose={onClose}>
      <h2 id={TITLE} tabIndex={-1}>
        {words('sheet.title', { name })}
      </h2>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <p role="status">{said.value}</p>
      {said.value === null && (
        <div class="order-measures">
          <CompanyMeasures {...props} onClose={onClose} />
          {isHost && HostMeasures && <HostMeasures {...props} />}
          <OwnMeasures {...props} />
        </div>
      )}
      <button type="button" class="button" onClick={onClose}>
        {words(said.value === null ? 'sheet.cancel' : 'close')}
      </button>
    </Sheet>
  );
}

/** What hosts can do besides, once it has come. */
function useHostMeasures(): ComponentType<MeasureProps> | null {
  const isHost = useApp().store.me.value?.role !== 'attendee';
  const loaded = useSignal<{ readonly Measures: ComponentType<MeasureProps> } | null>(null);
  useEffect(() => {
    if (!isHost) return;
    import('../host/host-measures.tsx').then(
      ({ HostMeasures }) => {
        loaded.value = { Measures: HostMeasures };
      },
      // The rest of the sheet works without it.
      () => undefined,
    );
  }, [isHost, loaded]);
  return loaded.value?.Measures ?? null;
}

/** What everybody can do. */
function OwnMeasures(props: MeasureProps) {
  const { store, intents } = useApp();
  const words = useOrderWords();
  const { avatar, name, measure, choose, onDone } = props;
  const block = store.order.blocks.value.find((one) => one.avatar === avatar);
  if (measure === 'report') return <ReportForm {...props} />;
  if (measure !== null) return null;
  return (
    <>
      {block ? (
        <MeasureButton
          title={words('unblock')}
          help={words('unblock.help')}
          onClick={() =>
            void intents
              .request('unblock', { block: block.block })
              .then((outcome) => onDone(outcome, words('unblock.done', { name })))
          }
        />
      ) : (
        <MeasureButton
          title={words('block')}
          help={words('block.help', { name })}
          onClick={() =>
            void intents.request('block', { avatar }).then((outcome) => onDone(outcome, words('block.done', { name })))
          }
        />
      )}
      <MeasureButton title={words('report')} help={words('report.help', { name })} onClick={() => choose('report')} />
    </>
  );
}
