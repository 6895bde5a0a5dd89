/** The composition root: makes the parts of the page and joins them. */

import { preferredLanguage } from './i18n/texts.ts';
import { createIntents } from './main/intents.ts';
import { playPlaceSounds } from './main/place-sounds.ts';
import { Stage } from './main/stage.ts';
import { Visit } from './main/visit.ts';
import { invitationIn } from './net/entry.ts';
import { trailTokenIn } from './net/person-token.ts';
import { NoticeBoard } from './state/notices.ts';
import { createStore } from './state/store.ts';
import { mountApp } from './ui/app.tsx';
import { browserStorage, loadPreferences } from './ui/preferences.ts';

const motion = matchMedia('(prefers-reduced-motion: reduce)');
const store = createStore(preferredLanguage(navigator.languages), motion.matches);
const notices = new NoticeBoard(store.notices);
const visit = new Visit(store, notices);
const intents = createIntents(store, visit, notices);
const stage = new Stage({
  store,
  intents,
  notices,
  clock: visit.now,
  lettersCount: () => loadPreferences(browserStorage()).letterKeys.value,
});

const placeSounds = playPlaceSounds(store);

motion.addEventListener('change', () => intents.setReducedMotion(motion.matches));
window.addEventListener('online', () => visit.session?.reconnect());
// Browsers let a page make sound only after a gesture.
for (const gesture of ['pointerdown', 'keydown']) {
  const resume = () => {
    visit.withMedia((media) => media.resumeAudio());
    placeSounds.resume();
  };
  window.addEventListener(gesture, resume, { passive: true });
}

const root = document.getElementById('app');
const eventMaps = async () => (await import('./net/maps-api.ts')).createEventMaps(invitationIn(location.pathname));
const events = async () => (await import('./net/events-api.ts')).createPlannedEvents(invitationIn(location.pathname));
const attendance = async () => {
  const [{ createReplayDesk }, { createAttendanceLog }] = await Promise.all([
    import('./main/attendance.ts'),
    import('./net/attendance-api.ts'),
  ]);
  return createReplayDesk(createAttendanceLog(invitationIn(location.pathname)), store);
};
const trailToken = trailTokenIn(location);
const trail = async () => (trailToken ? (await import('./net/trail-api.ts')).createTrailAccess(trailToken) : null);
const door = async () => (await import('./main/door.ts')).createDoor(store, visit);
const island = (host: HTMLElement) => void stage.show(host);
if (root) mountApp(root, store, intents, { island, events, eventMaps, attendance, trail, door });
if (trailToken === null) void visit.arrive();
else {
  store.phase.value = { at: 'trail' };
  window.addEventListener('hashchange', () => location.reload());
}
