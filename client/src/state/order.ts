/** What keeps the event pleasant: what hosts did to me, whom I block, how fast the chat is; for hosts, what was done and reported. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AvatarId } from '../core/units.ts';
import type { What, WireBlock, WireCard, WireDeed, WireReport } from '../protocol/order-messages.ts';

export type { What, Why } from '../protocol/order-messages.ts';
export { WHYS } from '../protocol/order-messages.ts';
export type Card = WireCard;
export type Deed = WireDeed;

/** A report, and who sees to it. */
export interface Report extends WireReport {
  readonly takenBy: string | null;
}

/** What one can do about somebody. */
export type Measure = 'mute' | 'unmute' | 'ask_lower' | 'remove' | 'ban' | 'report' | 'block' | 'unblock';

/** What the sheet that is open is about. */
export type OrderQuestion =
  | { readonly about: 'person'; readonly avatar: AvatarId; readonly name: string; readonly measure: Measure | null }
  | { readonly about: 'message'; readonly message: number; readonly name: string };

export interface OrderState {
  /** What hosts did to me that I have not closed, the last one last. */
  readonly cards: Signal<readonly Card[]>;
  readonly isMuted: Signal<boolean>;
  /** Why a host ended my stay; null if none did. */
  readonly ending: Signal<Card | null>;
  /** Seconds between two chat messages, for everybody and by zone; 0 is as fast as one likes. */
  readonly pace: Signal<number>;
  readonly zonePaces: Signal<Readonly<Record<string, number>>>;
  readonly deeds: Signal<readonly Deed[]>;
  readonly reports: Signal<readonly Report[]>;
  readonly blocks: Signal<readonly WireBlock[]>;
  /** The avatars of those whom I block, as far as they are here. */
  readonly blocked: ReadonlySignal<ReadonlySet<AvatarId>>;
  readonly question: Signal<OrderQuestion | null>;
}

/** Reports of before these are forgotten. */
const MOST_REPORTS = 20;

export function createOrder(): OrderState {
  const blocks = signal<readonly WireBlock[]>([]);
  return {
    cards: signal<readonly Card[]>([]),
    isMuted: signal(false),
    ending: signal<Card | null>(null),
    pace: signal(0),
    zonePaces: signal<Readonly<Record<string, number>>>({}),
    deeds: signal<readonly Deed[]>([]),
    reports: signal<readonly Report[]>([]),
    blocks,
    blocked: computed(
      () => new Set(blocks.value.flatMap(({ avatar }) => (avatar === null ? [] : [avatar as AvatarId]))),
    ),
    question: signal<OrderQuestion | null>(null),
  };
}

/** One is welcome, perhaps again: what holds is told anew. */
export function beginOrder(order: OrderState): void {
  order.cards.value = order.cards.value.filter(({ what }) => what !== 'muted');
  order.isMuted.value = false;
  order.ending.value = null;
  order.pace.value = 0;
  order.zonePaces.value = {};
  order.deeds.value = [];
  order.blocks.value = [];
  order.question.value = null;
}

/** A host did something to me. */
export function applyCard(order: OrderState, card: Card): void {
  if (card.what === 'removed' || card.what === 'banned') {
    order.ending.value = card;
    order.cards.value = [];
    return;
  }
  if (card.what === 'muted') order.isMuted.value = true;
  if (card.what === 'unmuted') order.isMuted.value = false;
  const replaced: readonly What[] = card.what === 'unmuted' ? ['muted', 'unmuted'] : [card.what];
  order.cards.value = [...order.cards.value.filter(({ what }) => !replaced.includes(what)), card];
}

export function dismissCard(order: OrderState, card: Card): void {
  order.cards.value = order.cards.value.filter((one) => one !== card);
}

export function addReport(order: OrderState, report: WireReport): void {
  order.reports.value = [...order.reports.value, { ...report, takenBy: null }].slice(-MOST_REPORTS);
}

export function takeReport(order: OrderState, number: number, by: string): void {
  order.reports.value = order.reports.value.map((one) => (one.report === number ? { ...one, takenBy: by } : one));
}

export function dismissReport(order: OrderState, number: number): void {
  order.reports.value = order.reports.value.filter(({ report }) => report !== number);
}

/** Seconds between two messages of somebody who stands in these zones. */
export function paceIn(order: OrderState, zones: readonly { readonly id: string }[]): number {
  return Math.max(order.pace.value, ...zones.map(({ id }) => order.zonePaces.value[id] ?? 0));
}
