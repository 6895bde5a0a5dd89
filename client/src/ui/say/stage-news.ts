/** What happens on and before stages, in words. */

import { effect } from '@preact/signals';
import { type HeardStage, heardStage } from '../../state/stage.ts';
import type { App } from '../app-context.ts';
import { type Call, callsAhead } from '../stage/countdown-calls.ts';
import { stageName } from '../stage/stage-name.ts';
import type { Announcer } from './announcer.ts';

/** Each follows one thing until the function that it gives is called. */
export const STAGE_NEWS = [followHearing, followHand, followInvitation, followCountdown];

/** As whom one hears a stage, when that changes. */
function followHearing(app: App, announcer: Announcer): () => void {
  let was: string | null = null;
  return effect(() => {
    const heard = heardStage(app.store);
    const is = heard && `${heard.stage.id} ${heard.as}`;
    if (is === was) return;
    if (heard || was !== null)
      announcer.announce('stage', heard ? hearingText(app, heard) : app.t('say.stage.off'), true);
    was = is;
  });
}

function hearingText(app: App, { stage, as }: HeardStage): string {
  const name = stageName(app, stage.id);
  return app.t(as === 'speaker' ? 'say.stage.speaker' : `stage.${as}`, { stage: name });
}

function followHand(app: App, announcer: Announcer): () => void {
  let was = 0;
  return effect(() => {
    const place = app.store.stage.hand.value?.place ?? 0;
    if (place === was) return;
    was = place;
    announcer.announce('hand', place > 0 ? app.t('stage.hand.place', { place }) : app.t('say.stage.handDown'), true);
  });
}

function followInvitation(app: App, announcer: Announcer): () => void {
  return effect(() => {
    const invitation = app.store.stage.invitation.value;
    if (!invitation) return;
    const name = app.store.people.peek().get(invitation.by)?.name ?? '…';
    announcer.announce('invite', app.t('stage.invite', { name, stage: stageName(app, invitation.stage) }), true);
  });
}

/** The countdown of the stage that one hears, at five minutes, one minute, ten seconds and the end. */
function followCountdown(app: App, announcer: Announcer): () => void {
  let followed: number | null = null;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const clear = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  };
  const stop = effect(() => {
    const endsAt = heardStage(app.store)?.stage.endsAt ?? null;
    // The same end told again differs by the time that the message took.
    if (endsAt === followed || (endsAt !== null && followed !== null && Math.abs(endsAt - followed) < 1000)) return;
    followed = endsAt;
    clear();
    if (endsAt === null) return;
    timers = callsAhead(endsAt - performance.now()).map(({ inMs, call }) =>
      setTimeout(() => announcer.announce('countdown', callText(app, call), true), inMs),
    );
  });
  return () => {
    clear();
    stop();
  };
}

function callText(app: App, call: Call): string {
  if (call.unit === 'over') return app.t('stage.over');
  return app.t(`say.stage.${call.unit}`, { count: call.count });
}
