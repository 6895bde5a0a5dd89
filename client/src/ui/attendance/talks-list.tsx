/** Who talks with whom at the moment shown. */

import { listNames } from '../../i18n/texts.ts';
import type { ReplayedConversation } from '../../state/replay.ts';
import { useNamedWords, useReplay } from './replay-context.ts';
import { talkText } from './replay-words.ts';
import { membersOf } from './who-is-where.ts';

export function TalksList() {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const { conversations } = room.moment.value;
  const largest = [...conversations].sort((a, b) => b.members.length - a.members.length || a.id - b.id);
  return (
    <>
      <p class="help" role="status">
        {conversations.length === 0 ? t('talks.none') : t('talks.count', { count: conversations.length })}
      </p>
      <ul class="replay-talks" aria-label={t('talks.list')}>
        {largest.map((conversation) => (
          <TalkItem key={conversation.id} conversation={conversation} />
        ))}
      </ul>
    </>
  );
}

function TalkItem({ conversation }: { conversation: ReplayedConversation }) {
  const { room } = useReplay();
  const words = useNamedWords();
  const { t, person, zoneHere } = words;
  const members = membersOf(room.moment.value, conversation);
  const what = talkText(words, conversation.kind, conversation.zone && zoneHere(conversation.zone));
  const names = members.map(({ pseudonym }) => person(pseudonym)).sort((a, b) => a.localeCompare(b, words.language));
  const lit = room.lit.value;
  const isLit = members.length > 0 && members.every(({ pseudonym }) => lit.has(pseudonym));
  return (
    <li class="replay-talk">
      <div class="person-words">
        <p class="person-name">{t('talk.people', { what, count: conversation.members.length })}</p>
        <p class="person-detail">{names.join(', ')}</p>
      </div>
      <button
        type="button"
        class="button small"
        aria-pressed={isLit}
        aria-label={t('talks.light.name', { what, names: listNames(words.language, names, 2) })}
        onClick={() => room.light(new Set(isLit ? [] : members.map(({ pseudonym }) => pseudonym)))}
      >
        {t('talks.light')}
      </button>
    </li>
  );
}
