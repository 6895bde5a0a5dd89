/** The sounds of the places in which one stands: played to who allowed them, softly while one talks. */

import { effect } from '@preact/signals';
import { SoundPlayer } from '../media/sound-player.ts';
import { soundsHere } from '../state/place-sounds.ts';
import type { Store } from '../state/store.ts';

/** How loud they are while one is in conversation, of what they are otherwise. */
const WHILE_TALKING = 0.25;

/** Follow the store from now on. Returns the player, to resume it after a gesture. */
export function playPlaceSounds(store: Store, player = new SoundPlayer()): SoundPlayer {
  effect(() => {
    const isAllowed = store.placeSounds.value.allowed === true && store.phase.value.at === 'island';
    const sounds = soundsHere(store.here.value, location.origin);
    player.play(
      isAllowed
        ? sounds.filter(({ host }) => host === null || store.hosts.value.has(host)).map(({ sound }) => sound)
        : [],
    );
  });
  effect(() => {
    player.setLevel(store.placeSounds.value.volume * (store.conversation.value ? WHILE_TALKING : 1));
  });
  return player;
}
