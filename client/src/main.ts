/** The composition root: makes the parts of the page and joins them. */

import { effect } from '@preact/signals';
import { createIntents } from './main/intents.ts';
import { Visit } from './main/visit.ts';
import { NoticeBoard } from './state/notices.ts';
import { createStore } from './state/store.ts';

const motion = matchMedia('(prefers-reduced-motion: reduce)');
const store = createStore(navigator.language.startsWith('nl') ? 'nl' : 'en', motion.matches);
const notices = new NoticeBoard(store.notices);
const visit = new Visit(store, notices);
const intents = createIntents(store, visit, notices);

effect(() => {
  document.documentElement.lang = store.language.value;
});
effect(() => {
  document.title = store.event.value?.name ?? 'Eiland';
});
motion.addEventListener('change', () => intents.setReducedMotion(motion.matches));
window.addEventListener('online', () => visit.session?.reconnect());
// Browsers let a page make sound only after a gesture.
for (const gesture of ['pointerdown', 'keydown']) {
  window.addEventListener(gesture, () => visit.withMedia((media) => media.resumeAudio()), { passive: true });
}

void visit.arrive();
