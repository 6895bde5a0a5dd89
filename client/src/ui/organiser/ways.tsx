/** The ways to organisers' pages: a button for each, and the page that is open. Loaded for organisers only. */

import { useApp } from '../app-context.ts';
import { AttendancePageWay, EventsPageWay, MapsPageWay } from './page-ways.tsx';
import { useWayWords } from './use-way-words.ts';

const PAGES = [
  ['events', 'events'],
  ['eventMaps', 'maps'],
  ['attendance', 'attendance'],
] as const;

export function OrganiserButtons({ kind }: { kind: 'button' | 'menu-item' }) {
  const app = useApp();
  const t = useWayWords();
  return (
    <>
      {PAGES.map(([page, name]) => (
        <button
          key={page}
          type="button"
          class={kind}
          onClick={() => {
            app[page].isOpen.value = true;
          }}
        >
          {t(name)}
        </button>
      ))}
    </>
  );
}

export function OrganiserPages() {
  return (
    <>
      <EventsPageWay />
      <MapsPageWay />
      <AttendancePageWay />
    </>
  );
}
