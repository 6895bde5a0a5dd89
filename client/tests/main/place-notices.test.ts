import { expect, test } from 'vitest';
import { isText } from '../../src/i18n/texts.ts';
import { tellTurnedAway } from '../../src/main/place-notices.ts';
import { NoticeBoard } from '../../src/state/notices.ts';
import { createStore } from '../../src/state/store.ts';
import { zoneOf } from '../core/made-zones.ts';

test.each(['full', 'locked', 'hosts_only', 'brand_new'])(
  'turned away as %s has its sentence, with a name or without',
  (reason) => {
    const store = createStore('nl', false);
    store.zones.value = [zoneOf('Bar'), zoneOf('unnamed_tiled_area_1')];
    const notices = new NoticeBoard(store.notices);
    tellTurnedAway(store, notices, { zone: 'Bar', reason });
    tellTurnedAway(store, notices, { zone: 'unnamed_tiled_area_1', reason });
    const [named, unnamed] = store.notices.value;
    expect(named?.values).toEqual({ name: 'Bar' });
    expect(unnamed?.values).toEqual({});
    for (const { key } of store.notices.value) expect(isText(key), key).toBe(true);
  },
);
