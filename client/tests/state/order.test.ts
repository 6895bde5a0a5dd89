import { expect, test } from 'vitest';
import { orderHandlers } from '../../src/main/desks/order-handlers.ts';
import type { WireReport } from '../../src/protocol/order-messages.ts';
import { beginOrder, type Card, dismissCard, dismissReport, paceIn } from '../../src/state/order.ts';
import { createStore } from '../../src/state/store.ts';

const card = (what: Card['what'], words = ''): Card => ({ what, why: 'noise', words });
const report = (number: number): WireReport => ({
  report: number,
  from: [3, 'Cees'],
  about: [2, 'Bo'],
  island: 'nes',
  zone: null,
  x: 4,
  y: 5,
  why: 'unsafe',
  text: '',
});

function made() {
  const store = createStore('nl', false);
  return { store, order: store.order, handlers: orderHandlers(store) };
}

test('who is muted knows it until they are unmuted', () => {
  const { order, handlers } = made();
  handlers.order_card(card('muted'));
  expect(order.isMuted.value).toBe(true);
  handlers.order_card(card('unmuted'));
  expect(order.isMuted.value).toBe(false);
  expect(order.cards.value.map(({ what }) => what)).toEqual(['unmuted']);
});

test('the same once more takes the place of the former card', () => {
  const { order, handlers } = made();
  handlers.order_card(card('asked_lower', 'one'));
  handlers.order_card(card('asked_lower', 'two'));
  expect(order.cards.value).toEqual([card('asked_lower', 'two')]);
  for (const shown of order.cards.value) dismissCard(order, shown);
  expect(order.cards.value).toEqual([]);
});

test('why a host ended the stay is known at its end, and forgotten at the next welcome', () => {
  const { order, handlers } = made();
  handlers.order_card(card('asked_lower'));
  handlers.order_card(card('removed', 'Too loud.'));
  expect(order.ending.value?.words).toBe('Too loud.');
  expect(order.cards.value).toEqual([]);
  beginOrder(order);
  expect(order.ending.value).toBeNull();
});

test('who was unmuted while away is not muted after the next welcome', () => {
  const { order, handlers } = made();
  handlers.order_card(card('muted'));
  beginOrder(order);
  expect(order.isMuted.value).toBe(false);
  expect(order.cards.value).toEqual([]);
});

test('a hidden message is off the screen, the others stay', () => {
  const { store, handlers } = made();
  const line = { from: 2 as never, name: 'Bo', scope: 'near' as const, text: 'hoi', at: 0 };
  store.chat.value = [
    { id: 1, ...line },
    { id: 2, ...line },
  ];
  handlers.chat_hidden({ ids: [1, 9] });
  expect(store.chat.value.map(({ id }) => id)).toEqual([2]);
});

test('the slowest pace of where one stands counts', () => {
  const { order, handlers } = made();
  handlers.chat_pace({ pace: 10, zones: { hall: 60 } });
  expect(paceIn(order, [])).toBe(10);
  expect(paceIn(order, [{ id: 'hall' }])).toBe(60);
});

test('a report tells who sees to it, until it is closed', () => {
  const { order, handlers } = made();
  handlers.report(report(1));
  handlers.report(report(2));
  handlers.report_taken({ report: 2, by: 'Hanna' });
  expect(order.reports.value.map(({ takenBy }) => takenBy)).toEqual([null, 'Hanna']);
  dismissReport(order, 1);
  expect(order.reports.value.map(({ report: number }) => number)).toEqual([2]);
});

test('whom one blocks is known by avatar as far as they are here', () => {
  const { order, handlers } = made();
  handlers.blocks({
    blocks: [
      { block: 1, name: 'Bo', avatar: 2 },
      { block: 2, name: 'Cees', avatar: null },
    ],
  });
  expect([...order.blocked.value]).toEqual([2]);
});
