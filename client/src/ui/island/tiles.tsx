/** The faces of those one talks with, in a strip along the edge: never over one's own avatar in the middle. */

import { useSignal } from '@preact/signals';
import type { AvatarId } from '../../core/units.ts';
import { heardStage } from '../../state/stage.ts';
import type { Store } from '../../state/store.ts';
import { useApp } from '../app-context.ts';
import { LookPicture } from '../look/look-picture.tsx';
import { AboutPerson } from '../order/about-person.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icons.tsx';
import { VideoPicture } from '../parts/video-picture.tsx';

/** Stages can have hundreds of listeners; more faces than this say nothing. */
const MOST_TILES = 9;

export function Tiles() {
  const { store, preferences, t } = useApp();
  const isStageSmall = useSignal(false);
  const me = store.me.value?.avatar;
  const others = [...ownCompany(store), ...heardOnStage(store)]
    .filter((avatar) => !store.order.blocked.value.has(avatar))
    .slice(0, MOST_TILES);
  if (others.length === 0) return null;
  const isTalking = store.conversation.value?.members.some(({ avatar }) => avatar === me) ?? false;
  // Whoever sits in the audience came to see the stage.
  const isWatching = !isTalking && heardStage(store)?.as !== 'wide';
  const isLarge = isWatching ? !isStageSmall.value : preferences.largeTiles.value;
  return (
    <section class={isLarge ? 'tiles large' : 'tiles'} aria-label={t('talk.faces')}>
      <ul>
        {others.map((avatar) => (
          <OtherTile key={avatar} avatar={avatar} />
        ))}
        {isTalking && <SelfTile />}
      </ul>
      <IconButton
        icon={isLarge ? 'smaller' : 'larger'}
        name={t(isLarge ? 'tile.smaller' : 'tile.larger')}
        onClick={() => {
          if (isWatching) isStageSmall.value = isLarge;
          else preferences.largeTiles.value = !isLarge;
        }}
      />
    </section>
  );
}

/** The speakers of one's conversation, and whoever else is heard in it. */
function ownCompany(store: Store): readonly AvatarId[] {
  const me = store.me.value?.avatar;
  const heard = new Set(store.voices.value.map(({ avatar }) => avatar));
  return (store.conversation.value?.members ?? [])
    .filter(({ avatar, role }) => avatar !== me && (role === 'speaker' || heard.has(avatar)))
    .map(({ avatar }) => avatar);
}

/** Who is heard beside it, on a stage. */
function heardOnStage(store: Store): readonly AvatarId[] {
  const own = new Set(store.conversation.value?.members.map(({ avatar }) => avatar));
  const onStage = new Set(store.stage.stages.value.flatMap(({ speakers }) => speakers));
  return store.voices.value.map(({ avatar }) => avatar).filter((avatar) => !own.has(avatar) && onStage.has(avatar));
}

function OtherTile({ avatar }: { avatar: AvatarId }) {
  const { store, t } = useApp();
  const person = store.people.value.get(avatar);
  const voice = store.voices.value.find((one) => one.avatar === avatar);
  const isSpeaking = store.speaking.value.has(avatar);
  const isMuted = !voice?.audio;
  const isOnStage = !store.conversation.value?.members.some((member) => member.avatar === avatar);
  return (
    <li class={isSpeaking ? 'tile speaking' : 'tile'}>
      {voice?.video ? <VideoPicture stream={voice.video} /> : null}
      {person && <LookPicture look={person.look} />}
      <p class="tile-name">
        {isMuted && <Icon name="microphoneOff" />}
        <span>{person?.name ?? '…'}</span>
        {isOnStage && <span class="hidden">, {t('tile.stage')}</span>}
        {isMuted && <span class="hidden">, {t('tile.muted')}</span>}
        {isSpeaking && <span class="hidden">, {t('tile.speaking')}</span>}
      </p>
      {person && <AboutPerson avatar={avatar} name={person.name} />}
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
