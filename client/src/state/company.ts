/** People with one another: conversations around, knocks, who follows whom, contact cards. */

import { type Signal, signal } from '@preact/signals';
import type { ContactCard } from '../core/contact-card.ts';
import type { NearTalk } from '../core/near-talks.ts';
import type { AvatarId, ConversationId, ZoneId } from '../core/units.ts';
import type { WireTalk } from '../protocol/people-messages.ts';

/** What one knows of a conversation that one sees. */
export interface TalkAbout {
  readonly topic: string;
  readonly open: boolean;
}

export interface HeardKnock {
  readonly knock: number;
  readonly avatar: AvatarId;
  readonly zone: ZoneId | null;
}

/** One's own knock. */
export interface OwnKnock {
  readonly conversation: ConversationId | null;
  readonly zone: ZoneId | null;
  readonly state: 'waiting' | 'admitted' | 'unanswered';
}

/** A zone at whose edge one was stopped, and at which one may knock. */
export interface ShutZone {
  readonly zone: ZoneId;
}

export interface Company {
  /** Bubbles and meetings near oneself, nearest first. */
  readonly near: Signal<readonly NearTalk[]>;
  readonly talks: Signal<ReadonlyMap<ConversationId, TalkAbout>>;
  /** The conversation that one overhears. */
  readonly overhears: Signal<ConversationId | null>;
  /** What one overheard and did not want to. */
  readonly unwanted: Signal<ConversationId | null>;
  readonly knocks: Signal<readonly HeardKnock[]>;
  readonly ownKnock: Signal<OwnKnock | null>;
  readonly shut: Signal<ShutZone | null>;
  readonly leader: Signal<AvatarId | null>;
  readonly followers: Signal<readonly AvatarId[]>;
  /** Who asks one to follow them. */
  readonly guides: Signal<readonly AvatarId[]>;
  /** Who waved last, until one waved back or looked away. */
  readonly wavedBy: Signal<AvatarId | null>;
  /** Who offers one a card, and to whom one offers one's own. */
  readonly offers: Signal<ReadonlySet<AvatarId>>;
  readonly offered: Signal<ReadonlySet<AvatarId>>;
  /** With whom one has just agreed: one's card is still to be sent. */
  readonly agreed: Signal<readonly AvatarId[]>;
  /** Cards that came just now. */
  readonly cards: Signal<readonly { readonly from: AvatarId; readonly card: ContactCard }[]>;
}

export function createCompany(): Company {
  return {
    near: signal<readonly NearTalk[]>([]),
    talks: signal<ReadonlyMap<ConversationId, TalkAbout>>(new Map()),
    overhears: signal<ConversationId | null>(null),
    unwanted: signal<ConversationId | null>(null),
    knocks: signal<readonly HeardKnock[]>([]),
    ownKnock: signal<OwnKnock | null>(null),
    shut: signal<ShutZone | null>(null),
    leader: signal<AvatarId | null>(null),
    followers: signal<readonly AvatarId[]>([]),
    guides: signal<readonly AvatarId[]>([]),
    wavedBy: signal<AvatarId | null>(null),
    offers: signal<ReadonlySet<AvatarId>>(new Set()),
    offered: signal<ReadonlySet<AvatarId>>(new Set()),
    agreed: signal<readonly AvatarId[]>([]),
    cards: signal<readonly { readonly from: AvatarId; readonly card: ContactCard }[]>([]),
  };
}

/** One is on no island, or comes back to one: the server tells anew what still holds. */
export function beginCompany(company: Company): void {
  company.near.value = [];
  company.talks.value = new Map();
  company.overhears.value = null;
  company.unwanted.value = null;
  company.knocks.value = [];
  company.ownKnock.value = null;
  company.shut.value = null;
  company.leader.value = null;
  company.followers.value = [];
  company.guides.value = [];
  company.wavedBy.value = null;
  company.offers.value = new Set();
  company.offered.value = new Set();
  company.agreed.value = [];
}

/** What the server tells of conversations, or answers. */
export function applyTalks(company: Company, talks: readonly WireTalk[]): void {
  const known = new Map(company.talks.value);
  for (const [id, topic, open] of talks) known.set(id as ConversationId, { topic, open });
  company.talks.value = known;
}

/**
 * These conversations are near now. What is known of others is forgotten, other than of `own`: nobody would tell of their changes.
 * Returns those of which nothing is known yet.
 */
export function noteNear(company: Company, near: readonly NearTalk[], own: ConversationId | null): ConversationId[] {
  company.near.value = near;
  const seen = new Set([...near.map(({ id }) => id), ...(own === null ? [] : [own])]);
  const { value: known } = company.talks;
  if ([...known.keys()].some((id) => !seen.has(id)))
    company.talks.value = new Map([...known].filter(([id]) => seen.has(id)));
  return [...seen].filter((id) => !known.has(id));
}

/** Without one of a list. */
export function without<Item>(items: Iterable<Item>, item: Item): Item[] {
  return [...items].filter((one) => one !== item);
}
