/** The island: the canvas, and over it everything one needs. */

import { useEffect, useRef } from 'preact/hooks';
import { ActivitiesPanel } from '../activities/activities-panel.tsx';
import { ActivityCard } from '../activities/activity-card.tsx';
import type { Slots } from '../app.tsx';
import { useApp } from '../app-context.ts';
import { CompanyCards } from '../company/company-cards.tsx';
import { GatheringCards, GatheringPanel } from '../gathering/gathering.tsx';
import { HostReportsSlot } from '../order/host-reports-slot.tsx';
import { OrderCards } from '../order/order-cards.tsx';
import { ChatPanel } from '../panels/chat-panel.tsx';
import { CreditsPanel } from '../panels/credits-panel.tsx';
import { HelpPanel } from '../panels/help-panel.tsx';
import { HostSlot } from '../panels/host-slot.tsx';
import type { PanelName } from '../panels/panels-state.ts';
import { PeoplePanel } from '../panels/people-panel.tsx';
import { SettingsPanel } from '../panels/settings-panel.tsx';
import { OfferCard } from '../place/offer-card.tsx';
import { SitePanel } from '../place/site-panel.tsx';
import { TipCard } from '../place/tip-card.tsx';
import { useAnnouncements } from '../say/use-announcements.ts';
import { StageCard } from '../stage/stage-card.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Connection } from './connection.tsx';
import { TalkBar } from './talk-bar.tsx';
import { Tiles } from './tiles.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const PANELS: Readonly<Record<PanelName, () => preact.JSX.Element>> = {
  chat: ChatPanel,
  people: PeoplePanel,
  settings: SettingsPanel,
  help: HelpPanel,
  credits: CreditsPanel,
  host: HostSlot,
  gathering: GatheringPanel,
  activities: ActivitiesPanel,
};

export function IslandPage({ slots }: { slots: Slots }) {
  const { panels, sites, t } = useApp();
  const summonReactions = useShortcuts();
  const open = panels.open.value;
  const Panel = open && PANELS[open];
  const site = sites.open.value;
  const classes = ['island', Panel && 'with-panel', site && 'with-site'].filter(Boolean).join(' ');
  return (
    <div class={classes} style={{ '--site-percent': site?.site.widthPercent ?? 0 }}>
      <button
        type="button"
        class="skip"
        onClick={() => {
          panels.peopleTab.value = 'nearby';
          panels.show('people');
        }}
      >
        {t('skip.people')}
      </button>
      <Canvas onHost={slots.island} />
      <TopBar />
      <main class="stage">
        <Tiles />
        <StageCard />
        <TalkBar />
      </main>
      <div class="above-bar">
        <GatheringCards />
        <ActivityCard />
        <HostReportsSlot />
        <OrderCards />
        <TipCard />
        <OfferCard />
        <CompanyCards />
        <Connection />
      </div>
      <Announcements />
      <BottomBar summonReactions={summonReactions.value} />
      {site && <SitePanel key={site.site.key} shown={site} />}
      {Panel && <Panel key={open} />}
    </div>
  );
}

/** Decoration for eyes: all it shows is in the panels too. */
function Canvas({ onHost }: { onHost: (host: HTMLElement) => void }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current) onHost(host.current);
  }, []);
  return <div class="canvas" ref={host} aria-hidden="true" />;
}

/** What screen readers are told of the island, one sentence at a time. */
function Announcements() {
  return (
    <p class="hidden" role="status">
      {useAnnouncements().value}
    </p>
  );
}
