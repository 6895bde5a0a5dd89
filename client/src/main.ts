/** The composition root: the only place where the parts of the page meet. */

import { createStore } from './state/store.ts';

createStore(navigator.language.startsWith('nl') ? 'nl' : 'en', matchMedia('(prefers-reduced-motion: reduce)').matches);
