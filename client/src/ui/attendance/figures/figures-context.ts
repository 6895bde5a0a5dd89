/** What every part of the figures is given: the words, and the figures with the names that are known. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { EventTime } from '../charts/over-time.tsx';
import type { EventFigures, Insight, KnownZone } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';

export interface FiguresContextValue {
  readonly insight: Insight;
  readonly shared: EventFigures['shared'];
  /** The zones of the event's maps. */
  readonly known: readonly KnownZone[];
  /** A person's name if it is known, or else the pseudonym. */
  readonly label: (pseudonym: string) => string;
  readonly time: EventTime;
}

const WordsContext = createContext<FigureWords | null>(null);
export const WordsProvider = WordsContext.Provider;

const FiguresContext = createContext<FiguresContextValue | null>(null);
export const FiguresProvider = FiguresContext.Provider;

export function useFigureWords(): FigureWords {
  const value = useContext(WordsContext);
  if (!value) throw new Error('useFigureWords is for components under WordsProvider');
  return value;
}

export function useFigures(): FiguresContextValue & { readonly words: FigureWords } {
  const words = useFigureWords();
  const value = useContext(FiguresContext);
  if (!value) throw new Error('useFigures is for components under FiguresProvider');
  return { ...value, words };
}
