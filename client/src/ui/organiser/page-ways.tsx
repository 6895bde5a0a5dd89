/** Organisers' pages, each loaded when it is first opened. */

import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { LazyPage } from './lazy-page.tsx';

/** After the address of the page: opens the attendance log at once. */
const ATTENDANCE = '#attendance';

export function EventsPageWay() {
  const { isOpen, load } = useApp().events;
  const close = () => {
    isOpen.value = false;
  };
  const fetch = async () => {
    const [{ EventsPage }, events] = await Promise.all([import('./events-page.tsx'), load()]);
    return () => <EventsPage events={events} onClose={close} />;
  };
  return isOpen.value ? <LazyPage load={fetch} onClose={close} /> : null;
}

export function MapsPageWay() {
  const { isOpen, load } = useApp().eventMaps;
  const close = () => {
    isOpen.value = false;
  };
  const fetch = async () => {
    const [{ MapsPage }, maps] = await Promise.all([import('./maps-page.tsx'), load()]);
    return () => <MapsPage maps={maps} onClose={close} />;
  };
  return isOpen.value ? <LazyPage load={fetch} onClose={close} /> : null;
}

export function AttendancePageWay() {
  const { isOpen, load } = useApp().attendance;
  useEffect(() => {
    const look = () => {
      if (location.hash === ATTENDANCE) isOpen.value = true;
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [isOpen]);
  const close = () => {
    isOpen.value = false;
    if (location.hash === ATTENDANCE) history.replaceState(history.state, '', location.pathname + location.search);
  };
  const fetch = async () => {
    const [{ AttendancePage }, tools] = await Promise.all([import('../attendance/attendance-page.tsx'), load()]);
    return () => <AttendancePage tools={tools} onClose={close} />;
  };
  return isOpen.value ? <LazyPage load={fetch} onClose={close} /> : null;
}
