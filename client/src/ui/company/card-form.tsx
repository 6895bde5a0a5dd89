/** One's own contact card. It stays in this browser until one exchanges it with somebody. */

import { useSignal } from '@preact/signals';
import { type ContactCard, MOST_CARD_CHARACTERS, wrongFields } from '../../core/contact-card.ts';
import { useApp } from '../app-context.ts';
import { keepsakesOf } from './own-card.ts';
import { type CompanyText, useCompanyWords } from './use-company-words.ts';
import { seriesOf } from './use-meetings.ts';

const FIELDS: readonly (keyof ContactCard)[] = ['name', 'organisation', 'email', 'link'];
/** How phones help with typing, and what browsers may fill in. */
const KINDS = {
  name: { inputMode: 'text', autoComplete: 'name' },
  organisation: { inputMode: 'text', autoComplete: 'organization' },
  email: { inputMode: 'email', autoComplete: 'email' },
  link: { inputMode: 'url', autoComplete: 'url' },
} as const;

export function CardForm() {
  const app = useApp();
  const words = useCompanyWords();
  const { card } = keepsakesOf(seriesOf(app));
  const draft = useSignal<ContactCard>(
    card.value.name === '' ? { ...card.value, name: app.store.me.value?.name ?? '' } : card.value,
  );
  const isSaved = useSignal(false);
  const wrong = useSignal<readonly (keyof ContactCard)[]>([]);
  const save = (event: Event) => {
    event.preventDefault();
    const { name, organisation, email, link } = draft.value;
    const trimmed = {
      name: name.trim(),
      organisation: organisation.trim(),
      email: email.trim(),
      link: link.trim(),
    };
    wrong.value = wrongFields(trimmed);
    isSaved.value = wrong.value.length === 0;
    if (isSaved.value) card.value = trimmed;
    else document.getElementById(`card-${wrong.value[0]}`)?.focus();
  };
  return (
    <form class="card-form" noValidate onSubmit={save}>
      <h3>{words('mine.title')}</h3>
      <p class="help">{words('mine.help')}</p>
      {FIELDS.map((field) => (
        <Field
          key={field}
          field={field}
          value={draft.value[field]}
          isWrong={wrong.value.includes(field)}
          onInput={(value) => {
            draft.value = { ...draft.value, [field]: value };
            isSaved.value = false;
          }}
        />
      ))}
      <button type="submit" class="button">
        {words('mine.save')}
      </button>
      <p class="help" role="status">
        {isSaved.value ? words('mine.saved') : ''}
      </p>
    </form>
  );
}

interface FieldProps {
  readonly field: keyof ContactCard;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onInput: (value: string) => void;
}

function Field({ field, value, isWrong, onInput }: FieldProps) {
  const words = useCompanyWords();
  const id = `card-${field}`;
  return (
    <div class="field">
      <label for={id}>{words(`mine.${field}`)}</label>
      <input
        id={id}
        type="text"
        {...KINDS[field]}
        maxLength={MOST_CARD_CHARACTERS[field]}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {isWrong && (
        <p class="problem" id={`${id}-problem`}>
          {words(`mine.wrong.${field}` as CompanyText)}
        </p>
      )}
    </div>
  );
}
