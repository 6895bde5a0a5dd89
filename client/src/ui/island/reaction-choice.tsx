/** The reactions, as the emoji everybody knows; each has a name. */

import type { Reaction } from '../../state/store.ts';
import { useApp } from '../app-context.ts';

const EMOJI: Readonly<Record<Reaction, string>> = {
  thumbs_up: '👍',
  clap: '👏',
  heart: '❤️',
  laugh: '😄',
  surprise: '😮',
  party: '🎉',
  question: '❓',
  hand: '✋',
};

export function ReactionChoice({ onDone }: { onDone: () => void }) {
  const { intents, t } = useApp();
  return (
    <div class="reactions">
      {(Object.keys(EMOJI) as Reaction[]).map((reaction) => (
        <button
          key={reaction}
          type="button"
          aria-label={t(`reaction.${reaction}`)}
          title={t(`reaction.${reaction}`)}
          onClick={() => {
            intents.react(reaction);
            onDone();
          }}
        >
          <span aria-hidden="true">{EMOJI[reaction]}</span>
        </button>
      ))}
    </div>
  );
}
