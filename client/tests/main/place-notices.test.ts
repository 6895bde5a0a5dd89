import { expect, test } from 'vitest';
import { isText } from '../../src/i18n/texts.ts';
import { tellTurnedAway, tellWaiting } from '../../src/main/place-notices.ts';
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

test('hosts hear once that people wait, and again when others do', () => {
  const store = createStore('nl', false);
  const notices = new NoticeBoard(store.notices);
  for (const line of [
    [1, 2],
    [0, 1],
  ]) {
    store.notices.value = [];
    for (const people of line) tellWaiting(store, notices, people);
    expect(store.notices.value.map(({ key }) => key)).toEqual(['notice.waiting']);
  }
  expect(isText('notice.waiting')).toBe(true);
  expect(store.peopleWaiting.value).toBe(1);
});
