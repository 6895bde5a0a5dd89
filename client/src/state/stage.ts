/** The stages of the island, one's own hand, and how loud a stage is for one. */

import { type Signal, signal } from '@preact/signals';
import type { Zone } from '../core/island-map.ts';
import type { AvatarId, ZoneId } from '../core/units.ts';
import { areaOf } from '../core/zone-index.ts';
import type { WireStage } from '../protocol/stage-messages.ts';
import type { Store } from './store.ts';

export interface Stage {
  /** The zone of its podium. */
  readonly id: ZoneId;
  /** Heard all over the island. */
  readonly wide: boolean;
  /** Its audience may talk. */
  readonly whisper: boolean;
  readonly speakers: readonly AvatarId[];
  /** performance.now() at which its countdown ends; null if there is none. */
  readonly endsAt: number | null;
}

export interface StageInvitation {
  readonly stage: ZoneId;
  readonly by: AvatarId;
}

export interface StageState {
  readonly stages: Signal<readonly Stage[]>;
  /** Where one's own hand is in its queue, from 1; null while it is down. */
  readonly hand: Signal<{ readonly stage: ZoneId; readonly place: number } | null>;
  /** For hosts: who has a hand up before each stage, who waits longest first. */
  readonly queues: Signal<ReadonlyMap<ZoneId, readonly AvatarId[]>>;
  readonly invitation: Signal<StageInvitation | null>;
  /** One does not want to hear stages that one is not on. */
  readonly hushed: Signal<boolean>;
}

/** How one hears a stage: on it, before it, before it while its audience talks, or all over the island. */
export type Hearing = 'speaker' | 'audience' | 'whispering' | 'wide';

export interface HeardStage {
  readonly stage: Stage;
  readonly as: Hearing;
}

export function createStageState(): StageState {
  return {
    stages: signal<readonly Stage[]>([]),
    hand: signal<{ readonly stage: ZoneId; readonly place: number } | null>(null),
    queues: signal<ReadonlyMap<ZoneId, readonly AvatarId[]>>(new Map()),
    invitation: signal<StageInvitation | null>(null),
    hushed: signal(false),
  };
}

/** The stages as the server tells them, at performance.now() `nowMs`. */
export function applyStages(state: StageState, stages: readonly WireStage[], nowMs: number): void {
  state.stages.value = stages.map(({ id, wide, whisper, speakers, left_ms }) => ({
    id: id as ZoneId,
    wide,
    whisper,
    speakers: speakers as readonly AvatarId[],
    endsAt: left_ms === null ? null : nowMs + left_ms,
  }));
}

/** Another island has other stages. */
export function forgetStages(state: StageState): void {
  state.stages.value = [];
  state.hand.value = null;
  state.queues.value = new Map();
  state.invitation.value = null;
}

/** The stage that one hears now, if any; the server decides, this follows the same rules. */
export function heardStage(store: Store): HeardStage | null {
  const stages = store.stage.stages.value;
  const me = store.me.value?.avatar;
  if (stages.length === 0 || me === undefined) return null;
  const speaksOn = stages.find(({ speakers }) => speakers.includes(me));
  if (speaksOn) return { stage: speaksOn, as: 'speaker' };
  const talk = store.conversation.value;
  if (talk?.kind === 'stage') {
    const own = stages.find(({ id }) => id === talk.zone);
    return own ? { stage: own, as: 'audience' } : null;
  }
  const zone = rulingZone(store.here.value);
  if (zone && (zone.kind === 'podium' || zone.kind === 'audience')) {
    const here = stageOf(store, zone);
    if (here) return here.whisper ? { stage: here, as: 'whispering' } : null;
  }
  const wide = zone?.kind === 'quiet' ? undefined : stages.find((stage) => stage.wide);
  return wide ? { stage: wide, as: 'wide' } : null;
}

function stageOf(store: Store, zone: Zone): Stage | undefined {
  const podiums = store.zones.value.filter(({ kind, stage }) => kind === 'podium' && stage === zone.stage);
  return store.stage.stages.value.find(({ id }) => podiums.some((podium) => podium.id === id));
}

/** Of the zones with rules for conversations the smallest, as on the server. */
function rulingZone(here: readonly Zone[]): Zone | undefined {
  return here
    .filter(({ kind }) => kind !== 'place' && kind !== 'start')
    .toSorted((a, b) => areaOf(a) - areaOf(b) || (a.id < b.id ? -1 : 1))[0];
}
