/** What is in the way of a zone, all in one place; it takes the focus when a host tries to save. */

import { useEffect, useRef } from 'preact/hooks';
import type { WireZoneProblem, ZoneField } from '../../../protocol/zone-messages.ts';
import { idOfField } from './field.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

/** Fields that are changed by the control of another. */
const SHOWN_AS: Readonly<Partial<Record<ZoneField, ZoneField>>> = {
  closed: 'hosts_only',
  knock: 'hosts_only',
  lockable: 'capacity',
  joins: 'capacity',
};

export function ProblemSummary({ form, attempts }: { form: ZoneForm; attempts: number }) {
  const { t } = useZoneWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const isRefused = form.state.value.at === 'refused';
  useEffect(() => {
    if (attempts > 0 && isRefused) heading.current?.focus();
  }, [attempts, isRefused]);
  const problems = form.problems.value;
  if (problems.length === 0) return null;
  const hasErrors = problems.some(({ weight }) => weight === 'error');
  return (
    <section class={`zone-summary ${hasErrors ? 'errors' : ''}`} aria-labelledby="zone-summary">
      <h4 id="zone-summary" ref={heading} tabIndex={-1}>
        {t(hasErrors ? 'summary' : 'warnings')}
      </h4>
      <ul>
        {problems.map((problem) => (
          <OneProblem key={`${problem.field}/${problem.code}/${problem.zone}`} problem={problem} />
        ))}
      </ul>
    </section>
  );
}

function OneProblem({ problem }: { problem: WireZoneProblem }) {
  const words = useZoneWords();
  return (
    <li>
      <button type="button" class="zone-link" onClick={() => goTo(problem.field)}>
        {words.t(`field.${problem.field}`)}
      </button>
      {': '}
      {words.problem(problem)}
    </li>
  );
}

/** Put the focus on a field, also in a part of the form that is folded. */
function goTo(field: ZoneField): void {
  const control =
    document.getElementById(idOfField(field)) ?? document.getElementById(idOfField(SHOWN_AS[field] ?? field));
  const part = control?.closest('details');
  if (part) part.open = true;
  control?.focus();
}
