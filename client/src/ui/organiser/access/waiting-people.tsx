/** Who waits for a place on a full event; hosts may let somebody be the next. Looks again by itself. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AccessAnswer, EventAccess, WaitingPerson } from '../../../state/event-access.ts';
import { useAccessWords } from './use-access-words.ts';

/** Between two looks, ms. */
const LOOK_MS = 4000;
const MINUTE_S = 60;

export function WaitingPeople({ access }: { access: EventAccess }) {
  const { t, reasonOf } = useAccessWords();
  const people = useSignal<readonly WaitingPerson[]>([]);
  const problem = useSignal<string | null>(null);
  const next = useSignal<string | null>(null);
  const take = (answer: AccessAnswer<readonly WaitingPerson[]>) => {
    problem.value = answer.ok ? null : answer.reason;
    if (answer.ok) people.value = answer.value;
  };
  useEffect(() => {
    const look = () => void access.waiting().then(take);
    look();
    const looking = setInterval(look, LOOK_MS);
    return () => clearInterval(looking);
  }, [access]);
  const letIn = async ({ number, name }: WaitingPerson) => {
    const answer = await access.letInNext(number);
    take(answer);
    next.value = answer.ok ? name : null;
  };
  const count = people.value.length;
  return (
    <section aria-labelledby="access-waiting">
      <h3 id="access-waiting">{t('waiting.title')}</h3>
      <p role="status">
        {count === 0 ? t('waiting.none') : t('waiting.count', { count })}{' '}
        {next.value && t('waiting.done', { name: next.value })}
      </p>
      {problem.value && <p class="problem">{reasonOf(problem.value)}</p>}
      {count > 0 && (
        <ol class="access-line" aria-label={t('waiting.list')}>
          {people.value.map((person, place) => (
            <li key={person.number}>
              <span>
                {person.name} <span class="tag">{t(`role.${person.role}`)}</span>{' '}
                <small>{t('waiting.since', { minutes: Math.floor(person.seconds / MINUTE_S) })}</small>
              </span>
              {place > 0 && (
                <button
                  type="button"
                  class="button small"
                  aria-label={t('waiting.next.name', { name: person.name })}
                  onClick={() => void letIn(person)}
                >
                  {t('waiting.next')}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
