/** One link of the list: what it is, how often it was used, what can be done with it. */

import { useSignal } from '@preact/signals';
import type { EventLink } from '../../../state/event-access.ts';
import { Sheet } from '../../parts/sheet.tsx';
import type { AccessDesk } from './access-desk.ts';
import { CopyLink } from './copy-link.tsx';
import { useAccessWords } from './use-access-words.ts';

export function LinkItem({ link, desk }: { link: EventLink; desk: AccessDesk }) {
  const { t, nameOf } = useAccessWords();
  const isAsked = useSignal(false);
  const name = nameOf(link);
  return (
    <li class="map-item">
      <h4>
        {name} <span class="tag">{t(link.isGuests ? 'link.guest' : `role.${link.role}`)}</span>
      </h4>
      <Facts link={link} />
      <div class="map-actions">
        {link.token !== '' && link.revokedMs === null && <CopyLink link={link} />}
        {link.revokedMs === null ? (
          <button
            type="button"
            class="button small"
            aria-label={t('link.revoke.name', { name })}
            onClick={() => {
              isAsked.value = true;
            }}
          >
            {t('link.revoke')}
          </button>
        ) : (
          <button
            type="button"
            class="button small"
            aria-label={t('link.restore.name', { name })}
            onClick={() => void desk.restore(link)}
          >
            {t('link.restore')}
          </button>
        )}
      </div>
      {isAsked.value && (
        <RevokeQuestion
          name={name}
          onNo={() => {
            isAsked.value = false;
          }}
          onYes={(sendOff) => {
            isAsked.value = false;
            void desk.revoke(link, sendOff);
          }}
        />
      )}
    </li>
  );
}

function Facts({ link }: { link: EventLink }) {
  const { t, date } = useAccessWords();
  const { usesMax, uses, revokedMs, expiresMs, groups } = link;
  const isOver = expiresMs <= Date.now();
  return (
    <ul class="map-facts">
      <li>{usesMax === null ? t('link.used', { count: uses }) : t('link.used.of', { count: uses, most: usesMax })}</li>
      <li>
        {revokedMs !== null
          ? t('link.revoked', { date: date(revokedMs) })
          : t(isOver ? 'link.over' : 'link.until', { date: date(expiresMs) })}
      </li>
      {link.isGuests && link.role !== 'attendee' && <li>{t(`role.${link.role}`)}</li>}
      {groups.length > 0 && <li>{t('link.groups', { groups: groups.join(', ') })}</li>}
    </ul>
  );
}

interface QuestionProps {
  readonly name: string;
  readonly onYes: (sendOff: boolean) => void;
  readonly onNo: () => void;
}

function RevokeQuestion({ name, onYes, onNo }: QuestionProps) {
  const { t } = useAccessWords();
  const sendsOff = useSignal(false);
  return (
    <Sheet titleId="revoke-title" kind="question" onClose={onNo}>
      <h2 id="revoke-title" tabIndex={-1}>
        {t('revoke.title', { name })}
      </h2>
      <p>{t('revoke.help')}</p>
      <label class="check-row">
        <input
          type="checkbox"
          checked={sendsOff.value}
          onChange={(event) => {
            sendsOff.value = event.currentTarget.checked;
          }}
        />
        <span>{t('revoke.off')}</span>
      </label>
      <div class="map-actions">
        <button type="button" class="button main" onClick={() => onYes(sendsOff.value)}>
          {t('revoke.yes')}
        </button>
        <button type="button" class="button" onClick={onNo}>
          {t('cancel')}
        </button>
      </div>
    </Sheet>
  );
}
