/** What the parts of the replay page are given. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReplayDesk } from '../../state/replay.ts';
import type { ZoneKey } from './figures.ts';
import type { GroundDesk } from './ground-desk.ts';
import type { PlaybackSteps } from './playback-steps.ts';
import type { ReplayRoom } from './replay-room.ts';
import { type People, personText, type ReplayWords, useReplayWords, zoneText } from './replay-words.ts';

export interface ReplayParts {
  readonly room: ReplayRoom;
  readonly tools: ReplayDesk;
  readonly names: People | null;
  readonly steps: PlaybackSteps;
  readonly ground: GroundDesk;
}

const ReplayContext = createContext<ReplayParts | null>(null);
export const ReplayProvider = ReplayContext.Provider;

export function useReplay(): ReplayParts {
  const parts = useContext(ReplayContext);
  if (!parts) throw new Error('useReplay is for components under ReplayProvider');
  return parts;
}

export interface NamedWords extends ReplayWords {
  readonly person: (pseudonym: string) => string;
  readonly zone: (key: ZoneKey) => string;
  /** Of the island that is shown. */
  readonly zoneHere: (zone: string) => string;
}

/** The words of the page, with the names of the people and zones of this replay. */
export function useNamedWords(): NamedWords {
  const words = useReplayWords();
  const { room, names } = useReplay();
  const island = room.replay.island.value;
  const known = room.figures.value.value?.zones ?? [];
  const named = { island, zones: room.replay.store.zones.value, known };
  const zone = (key: ZoneKey) => zoneText(named, key, words.language);
  return { ...words, person: (pseudonym) => personText(names, pseudonym), zone, zoneHere: (id) => zone([island, id]) };
}
