/** Carries out what a person wants. */

import type { DeviceKind } from '../media/media-types.ts';
import { invitationIn } from '../net/entry.ts';
import type { AckOf, ClientMessages } from '../protocol/messages.ts';
import type { Intents, Outcome } from '../state/intents.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';
import type { Visit } from './visit.ts';

/** The intents of a visit. Every one may be called on its own, without its object. */
export function createIntents(store: Store, visit: Visit, notices: NoticeBoard): Intents {
  const request = async <Name extends keyof ClientMessages>(
    name: Name,
    message: ClientMessages[Name],
  ): Promise<AckOf<Name>> => (await visit.session?.request(name, message)) ?? (OFFLINE as AckOf<Name>);
  const told = (outcome: Promise<Outcome>): void => {
    void outcome.then((result) => {
      if (!result.ok) notices.tell(`reason.${result.reason}`);
    });
  };
  const toggle = (kind: DeviceKind): void => {
    const { value: me } = store.me;
    if (store.phase.value.at === 'island' && me?.media !== 'full') return;
    void visit.media().then((media) => media.toggle(kind));
  };

  return {
    request,
    answerSecretly: async (id, answer) => {
      const { ballotBox } = await import('./desks/ballot-box.ts');
      return ballotBox(store, notices).answer(id, answer, (message) => request('activity_token', message));
    },
    addPicture: async (file) => (await import('../net/host-api-activities.ts')).addPicture(invitation(), file),
    takeResults: async (form) => (await import('../net/host-api-activities.ts')).takeResults(invitation(), form),
    fetchMapFile: async () => {
      const { fetchZonesMap } = await import('../net/host-api-zones.ts');
      return fetchZonesMap(store.map.value?.id ?? '', invitationIn(location.pathname));
    },
    enter: (choice) => void visit.enter(choice),
    leave: () => visit.leave(),
    reconnect: () => visit.reconnect(),

    head: (direction) => visit.session?.head(direction),
    walkTo: (tile) => visit.session?.walkTo(tile),
    approach: async (avatar) => (await visit.session?.approach(avatar)) ?? OFFLINE,

    say: (scope, text) => request('chat', { scope, text }),
    react: (emoji) => told(request('react', { emoji })),
    wave: (avatar) => told(request('wave', { avatar })),
    changeProfile: (name, look) => request('profile', { name, look }),
    setAvailability: (availability) => {
      told(request('status', { availability }));
      if (store.me.value) store.me.value = { ...store.me.value, availability };
    },

    leaveConversation: async () => (await visit.session?.leaveConversation()) ?? OFFLINE,
    joinConversation: () => request('conversation', { action: 'join' }),
    workDoor: (door, open) => request('door', { door, open }),
    lockConversation: (locked) => request('conversation', { action: locked ? 'lock' : 'unlock' }),

    checkDevices: (open) =>
      open
        ? void visit.media().then((media) => media.check(true))
        : visit.withMedia((media) => void media.check(false)),
    chooseDevice: (kind, id) => void visit.media().then((media) => media.choose(kind, id)),
    toggleMicrophone: () => toggle('microphone'),
    toggleCamera: () => toggle('camera'),
    retryMedia: () => visit.withMedia((media) => media.retry()),
    setPlacedVoices: (placed) => {
      store.placedVoices.value = placed;
      visit.withMedia((media) => media.setPlaced(placed));
    },

    setPlaceSounds: (choice) => {
      store.placeSounds.value = choice;
    },
    setHosts: (hosts) => {
      store.hosts.value = hosts;
    },

    setKeepsPath: (kept) => {
      store.keepsPath.value = kept;
      if (store.phase.value.at === 'island') told(request('path', { kept }));
    },

    setLanguage: (language) => {
      store.language.value = language;
    },
    setZoom: (zoom) => {
      store.zoom.value = zoom;
    },
    setReducedMotion: (reduced) => {
      store.reducedMotion.value = reduced;
    },
    dismiss: (notice) => notices.dismiss(notice),
  };
}

const invitation = (): string => invitationIn(location.pathname);
const OFFLINE = { ok: false, reason: 'network' } as const;
