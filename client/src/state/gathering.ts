/** What hosts announce, to where they call, how long it still is, rounds, help: as signals. */

import { type Signal, signal } from '@preact/signals';
import type { AvatarId } from '../core/units.ts';
import type {
  CallChoice,
  WireAnnouncement,
  WireCall,
  WireCallCounts,
  WireCountdown,
  WireHelpList,
  WireRounds,
} from '../protocol/gathering-messages.ts';

export type Announcement = WireAnnouncement;
export type Call = WireCall;
export type CallCounts = WireCallCounts;
export type { CallChoice };

/** `ends` is by performance.now(), for the clocks of people's computers are wrong. */
export interface Countdown extends Omit<WireCountdown, 'left_ms'> {
  readonly ends: number;
}

/** `ends` as above; it counts only while a round is `running`. */
export interface Rounds extends Omit<WireRounds, 'left_ms' | 'group'> {
  readonly ends: number;
  readonly group: { readonly with: readonly AvatarId[]; readonly question: string } | null;
}

/** How one's own request for help stands, and whether one greets. */
export interface OwnHelp {
  readonly asked: boolean;
  /** The name of who comes. */
  readonly by: string | null;
  readonly greeter: boolean;
}

/** For hosts and greeters. `since` is by performance.now(). */
export interface HelpWanted {
  readonly avatar: AvatarId;
  readonly name: string;
  readonly island: string;
  readonly since: number;
  readonly text: string;
  readonly by: string | null;
}

export interface Helpers {
  readonly asked: readonly HelpWanted[];
  readonly alone: readonly HelpWanted[];
  readonly greeters: readonly AvatarId[];
}

export interface Gathering {
  /** The first first. */
  readonly announcements: Signal<readonly Announcement[]>;
  /** Those that are shown until they are put away, by id. */
  readonly shown: Signal<readonly number[]>;
  /** Those that one has put away or seen in the list, by id. */
  readonly read: Signal<ReadonlySet<number>>;
  readonly call: Signal<Call | null>;
  readonly callCounts: Signal<CallCounts | null>;
  readonly countdown: Signal<Countdown | null>;
  readonly rounds: Signal<Rounds | null>;
  /** The round that one had a group in is over, and one has not put that away. */
  readonly roundOver: Signal<boolean>;
  readonly ownHelp: Signal<OwnHelp>;
  readonly helpers: Signal<Helpers | null>;
  /** Those on the island who ask for help, for the marks over them. */
  readonly asking: Signal<ReadonlySet<AvatarId>>;
}

const NO_HELP: OwnHelp = { asked: false, by: null, greeter: false };

export function createGathering(): Gathering {
  return {
    announcements: signal<readonly Announcement[]>([]),
    shown: signal<readonly number[]>([]),
    read: signal<ReadonlySet<number>>(new Set()),
    call: signal<Call | null>(null),
    callCounts: signal<CallCounts | null>(null),
    countdown: signal<Countdown | null>(null),
    rounds: signal<Rounds | null>(null),
    roundOver: signal(false),
    ownHelp: signal(NO_HELP),
    helpers: signal<Helpers | null>(null),
    asking: signal<ReadonlySet<AvatarId>>(new Set()),
  };
}

/** One that was just made: it is shown until it is put away. */
export function addAnnouncement(gathering: Gathering, announcement: Announcement): void {
  const others = gathering.announcements.value.filter(({ id }) => id !== announcement.id);
  gathering.announcements.value = [...others, announcement];
  show(gathering, [announcement.id]);
}

/** All there are, after a welcome: those made while the line was down are shown too, older ones are in the list only. */
export function setAnnouncements(gathering: Gathering, announcements: readonly Announcement[]): void {
  const known = gathering.announcements.value.at(-1)?.id;
  gathering.announcements.value = announcements;
  if (known === undefined) return;
  show(
    gathering,
    announcements.filter(({ id, scope }) => id > known && scope !== 'zone').map(({ id }) => id),
  );
}

function show(gathering: Gathering, ids: readonly number[]): void {
  gathering.shown.value = [...gathering.shown.value.filter((id) => !ids.includes(id)), ...ids];
}

/** Put an announcement away; it stays in the list. */
export function putAway(gathering: Gathering, id: number): void {
  gathering.shown.value = gathering.shown.value.filter((other) => other !== id);
  gathering.read.value = new Set([...gathering.read.value, id]);
}

/** How many one has not read yet. */
export function unreadAnnouncements(gathering: Gathering): number {
  const { announcements, read } = gathering;
  return announcements.value.filter(({ id }) => !read.value.has(id)).length;
}

export function markAnnouncementsRead(gathering: Gathering): void {
  gathering.read.value = new Set(gathering.announcements.value.map(({ id }) => id));
}

export function applyCall(gathering: Gathering, call: Call | null): void {
  gathering.call.value = call;
  if (call?.id !== gathering.callCounts.value?.id) gathering.callCounts.value = null;
}

/** @param now - performance.now(). */
export function applyCountdown(gathering: Gathering, countdown: WireCountdown | null, now: number): void {
  if (!countdown) gathering.countdown.value = null;
  else {
    const { left_ms, ...more } = countdown;
    // The link is opened by the person only, and never if it is no page of the web.
    const link = more.link.startsWith('https://') ? more.link : '';
    gathering.countdown.value = { ...more, link, ends: now + left_ms };
  }
}

/** @param now - performance.now(). */
export function applyRounds(gathering: Gathering, rounds: WireRounds | null, now: number): void {
  const former = gathering.rounds.value;
  const hadGroup = former?.running && former.group !== null && former.group.with.length > 0;
  if (rounds?.running) gathering.roundOver.value = false;
  else if (hadGroup) gathering.roundOver.value = true;
  if (!rounds) gathering.rounds.value = null;
  else {
    const { left_ms, group, ...more } = rounds;
    const own = group && { with: group.with as readonly AvatarId[], question: group.question };
    gathering.rounds.value = { ...more, group: own, ends: now + left_ms };
  }
}

/** @param now - performance.now(). */
export function applyHelpList(gathering: Gathering, list: WireHelpList, now: number): void {
  const asked = list.asked.map(({ ms, avatar, ...more }) => ({ ...more, avatar: avatar as AvatarId, since: now - ms }));
  const alone = list.alone.map(({ ms, avatar, ...more }) => ({
    ...more,
    avatar: avatar as AvatarId,
    since: now - ms,
    text: '',
    by: null,
  }));
  gathering.helpers.value = { asked, alone, greeters: list.greeters as readonly AvatarId[] };
  gathering.asking.value = new Set(asked.map(({ avatar }) => avatar));
}

export function applyOwnHelp(gathering: Gathering, own: OwnHelp, isHost: boolean): void {
  gathering.ownHelp.value = own;
  if (own.greeter || isHost) return;
  gathering.helpers.value = null;
  gathering.asking.value = new Set();
}
