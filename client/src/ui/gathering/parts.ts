/** Loaded together: cards, the countdown of the top bar, the content of the panel, news for screen readers. */

import './gathering.css';

export { Cards } from './cards.tsx';
export { TopCountdown } from './countdown.tsx';
export { News } from './news.tsx';
export { PanelContent } from './panel-content.tsx';
