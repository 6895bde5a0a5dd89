/** The island at the moment shown, with what steers the look at it. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { knownText } from '../../i18n/replay-texts.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icons.tsx';
import { useNamedWords, useReplay } from './replay-context.ts';

/** One press of an arrow moves the picture by this part of its size. */
const PAN_PART = 0.25;

export function ReplayStage() {
  const { room, tools } = useReplay();
  const { t } = useNamedWords();
  const { replay } = room;
  const host = useRef<HTMLDivElement>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    let isGone = false;
    if (!host.current) return;
    tools.showIn(host.current, replay).then(
      (view) => {
        if (isGone) return view.destroy();
        view.onAvatar = (avatar) => {
          const person = replay.moment.peek().people.find((one) => one.avatar === avatar);
          if (person) room.follow(person.pseudonym);
        };
        room.view.value = view;
      },
      () => {
        hasFailed.value = true;
      },
    );
    return () => {
      isGone = true;
      room.view.value?.destroy();
      room.view.value = null;
    };
  }, [tools, replay]);
  return (
    <section class="replay-stage" aria-label={t('replay.view')}>
      <div class="replay-canvas" ref={host} />
      {hasFailed.value && <p class="replay-no-picture">{t('replay.noPicture')}</p>}
      <div class="replay-corner">
        <Moment />
        <IslandChoice />
        {replay.timeline.log === 'presence' && <p class="replay-note">{t('replay.presence')}</p>}
        <Trouble />
      </div>
      <Attention />
      {room.view.value && <LookButtons host={host} />}
    </section>
  );
}

function Moment() {
  const { room } = useReplay();
  const { date, time } = useNamedWords();
  const at = room.second.value;
  const { firstMs, lastMs } = room.replay.timeline;
  // The date of an event of one day stands over the page already.
  const isOfDays = date(firstMs) !== date(lastMs);
  return (
    <p class="replay-moment">
      <strong>{time(at)}</strong> {isOfDays && <span>{date(at)}</span>}
    </p>
  );
}

/** What may be wrong with what is shown, while it is. */
function Trouble() {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const { trouble, status } = room.replay;
  const key = trouble.value !== null && status.value !== 'failed' ? knownText(`replay.trouble.${trouble.value}`) : null;
  return (
    <div role="status">
      {key && (
        <p class="replay-note warn">
          <Icon name="warning" />
          <span>{t(key)}</span>
        </p>
      )}
    </div>
  );
}

function IslandChoice() {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const { replay } = room;
  const { islands } = replay.timeline;
  if (islands.length < 2) return null;
  return (
    <label class="replay-island">
      <span>{t('replay.island')}</span>
      <select value={replay.island.value} onChange={(event) => void replay.showIsland(event.currentTarget.value)}>
        {islands.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whom one follows and how many are highlighted, with the way back. */
function Attention() {
  const { room } = useReplay();
  const { t, person } = useNamedWords();
  const followed = room.followed.value;
  const lit = room.lit.value;
  const zone = room.litZone.value;
  if (followed === null && lit.size === 0 && zone === 'all') return null;
  const { people } = room.moment.value;
  const isHere = people.some(({ pseudonym }) => pseudonym === followed);
  const count = zone === 'all' ? lit.size : new Set([...lit, ...inZone()]).size;

  function inZone(): string[] {
    const there = people.filter(({ zones }) =>
      zone === 'none' ? zones.length === 0 : zones.some((id) => id === zone),
    );
    return there.map(({ pseudonym }) => pseudonym);
  }

  return (
    <ul class="replay-attention">
      {followed !== null && (
        <li>
          <span>{t(isHere ? 'replay.following' : 'replay.following.away', { name: person(followed) })}</span>
          <button type="button" class="button small" onClick={() => room.follow(null)}>
            {t('replay.follow.stop')}
          </button>
        </li>
      )}
      {(lit.size > 0 || zone !== 'all') && (
        <li>
          <span>{t('replay.filtered', { count })}</span>
          <button
            type="button"
            class="button small"
            onClick={() => {
              room.light(new Set());
              room.lightZone('all');
            }}
          >
            {t('replay.filter.clear')}
          </button>
        </li>
      )}
    </ul>
  );
}

function LookButtons({ host }: { host: { readonly current: HTMLElement | null } }) {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const hasArrows = useSignal(false);
  const pan = (x: number, y: number) => {
    const { clientWidth = 0, clientHeight = 0 } = host.current ?? {};
    room.view.value?.pan(-x * clientWidth * PAN_PART, -y * clientHeight * PAN_PART);
  };
  return (
    <div class="replay-look">
      <IconButton icon="plus" name={t('replay.zoomIn')} onClick={() => room.view.value?.stepZoom(1)} />
      <IconButton icon="minus" name={t('replay.zoomOut')} onClick={() => room.view.value?.stepZoom(-1)} />
      <IconButton icon="centre" name={t('replay.centre')} onClick={() => room.view.value?.centre()} />
      <IconButton
        icon="pan"
        name={t(hasArrows.value ? 'replay.look.hide' : 'replay.look')}
        expanded={hasArrows.value}
        onClick={() => {
          hasArrows.value = !hasArrows.value;
        }}
      />
      {hasArrows.value && (
        <div class="replay-arrows">
          <IconButton icon="arrow" name={t('replay.up')} onClick={() => pan(0, -1)} />
          <IconButton icon="arrow" turn={6} name={t('replay.left')} onClick={() => pan(-1, 0)} />
          <IconButton icon="arrow" turn={2} name={t('replay.right')} onClick={() => pan(1, 0)} />
          <IconButton icon="arrow" turn={4} name={t('replay.down')} onClick={() => pan(0, 1)} />
        </div>
      )}
    </div>
  );
}
