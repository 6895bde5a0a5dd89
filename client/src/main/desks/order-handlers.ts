/** What the server says to keep the event pleasant. */

import type { Handlers } from '../../net/connection.ts';
import type { OrderServerMessages } from '../../protocol/order-messages.ts';
import { addReport, applyCard, takeReport } from '../../state/order.ts';
import type { Store } from '../../state/store.ts';

export type OrderHandlers = Pick<Handlers, keyof OrderServerMessages>;

export function orderHandlers(store: Store): OrderHandlers {
  const { order } = store;
  return {
    order: ({ deeds }) => {
      order.deeds.value = deeds;
    },
    order_card: (card) => applyCard(order, card),
    chat_pace: ({ pace, zones }) => {
      order.pace.value = pace;
      order.zonePaces.value = zones;
    },
    chat_hidden: ({ ids }) => {
      store.chat.value = store.chat.value.filter(({ id }) => !ids.includes(id));
    },
    report: (report) => addReport(order, report),
    report_taken: ({ report, by }) => takeReport(order, report, by),
    blocks: ({ blocks }) => {
      order.blocks.value = blocks;
    },
  };
}
