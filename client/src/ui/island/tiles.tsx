/** The faces of those one talks with, in a strip along the edge: never over one's own avatar in the middle. */

import type { ConversationMember } from '../../core/people.ts';
import { useApp } from '../app-context.ts';
import { PersonMenu } from '../company/person-menu.tsx';
import { LookPicture } from '../look/look-picture.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icons.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { VideoPicture } from '../parts/video-picture.tsx';

/** Stages can have hundreds of listeners; more faces than this say nothing. */
const MOST_TILES = 9;

export function Tiles() {
  const { store, preferences, t } = useApp();
  const conversation = store.conversation.value;
  const me = store.me.value?.avatar;
  if (!conversation) return null;
  const heard = new Set(store.voices.value.map(({ avatar }) => avatar));
  const others = conversation.members
    .filter(({ avatar, role }) => avatar !== me && (role === 'speaker' || heard.has(avatar)))
    .slice(0, MOST_TILES);
  const isLarge = preferences.largeTiles.value;
  if (others.length === 0) return null;
  return (
    <section class={isLarge ? 'tiles large' : 'tiles'} aria-label={t('talk.faces')}>
      <ul>
        {others.map((member) => (
          <OtherTile key={member.avatar} member={member} />
        ))}
        <SelfTile />
      </ul>
      <IconButton
        icon={isLarge ? 'smaller' : 'larger'}
        name={t(isLarge ? 'tile.smaller' : 'tile.larger')}
        onClick={() => {
          preferences.largeTiles.value = !isLarge;
        }}
      />
    </section>
  );
}

function OtherTile({ member }: { member: ConversationMember }) {
  const { store, t } = useApp();
  const person = store.people.value.get(member.avatar);
  const voice = store.voices.value.find(({ avatar }) => avatar === member.avatar);
  const isSpeaking = store.speaking.value.has(member.avatar);
  const isMuted = !voice?.audio;
  const refusal = useRefusal();
  return (
    <li class={isSpeaking ? 'tile speaking' : 'tile'}>
      {voice?.video ? <VideoPicture stream={voice.video} /> : null}
      {person && <LookPicture look={person.look} />}
      <p class="tile-name">
        {isMuted && <Icon name="microphoneOff" />}
        <span>{person?.name ?? '…'}</span>
        {isMuted && <span class="hidden">, {t('tile.muted')}</span>}
        {isSpeaking && <span class="hidden">, {t('tile.speaking')}</span>}
      </p>
      <PersonMenu avatar={member.avatar} name={person?.name ?? '…'} onRefused={refusal.show} />
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </li>
  );
}

function SelfTile() {
  const { store, t } = useApp();
  const me = store.me.value;
  const picture = store.selfVideo.value;
  if (me?.media !== 'full') return null;
  const isMuted = store.microphone.value !== 'on';
  return (
    <li class={store.speaking.value.has(me.avatar) ? 'tile self speaking' : 'tile self'}>
      {picture && <VideoPicture stream={picture} mirrored />}
      <LookPicture look={me.look} />
      <p class="tile-name">
        {isMuted && <Icon name="microphoneOff" />}
        <span>{t('tile.you')}</span>
        {isMuted && <span class="hidden">, {t('tile.muted')}</span>}
      </p>
    </li>
  );
}
