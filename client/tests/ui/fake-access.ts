/** Access to an event in memory, for tests of the page about it. */

import type { AccessAnswer, AccessState, EventAccess, EventLink, WaitingPerson } from '../../src/state/event-access.ts';

const DAY_MS = 86_400_000;

export function eventLink(id: string, more: Partial<EventLink> = {}): EventLink {
  return {
    id,
    role: 'attendee',
    label: id,
    groups: [],
    madeMs: Date.now(),
    expiresMs: Date.now() + DAY_MS,
    usesMax: null,
    uses: 0,
    revokedMs: null,
    isGuests: false,
    token: `token-of-${id}`,
    ...more,
  };
}

export class FakeAccess implements EventAccess {
  readonly asked: unknown[][] = [];
  state: AccessState = {
    links: [eventLink('Pers', { usesMax: 3, uses: 1, role: 'host', groups: ['sprekers'] })],
    days: 90,
    hasPasscode: false,
    guestsOnly: false,
  };
  people: readonly WaitingPerson[] = [];
  refusal: Extract<AccessAnswer<never>, { ok: false }> | null = null;

  async show(): Promise<AccessAnswer<AccessState>> {
    return { ok: true, value: this.state };
  }

  makeLink: EventAccess['makeLink'] = async (wish) => {
    this.asked.push(['make', wish]);
    const link = eventLink(wish.label || 'new', { role: wish.role, label: wish.label, usesMax: wish.usesMax });
    return this.#done(() => {
      this.state = { ...this.state, links: [...this.state.links, link] };
      return link;
    });
  };

  revoke: EventAccess['revoke'] = async (link, sendOff) => {
    this.asked.push(['revoke', link, sendOff]);
    return this.#done(() => {
      this.#change(link, { revokedMs: Date.now() });
      return sendOff ? 2 : 0;
    });
  };

  restore: EventAccess['restore'] = async (link) => {
    this.asked.push(['restore', link]);
    return this.#done(() => {
      this.#change(link, { revokedMs: null });
      return null;
    });
  };

  revokeAny: EventAccess['revokeAny'] = async (link) => {
    this.asked.push(['revokeAny', link]);
    return this.#done(() => 0);
  };

  setOptions: EventAccess['setOptions'] = async (options) => {
    this.asked.push(['options', options]);
    return this.#done(() => {
      const { passcode, guestsOnly = this.state.guestsOnly } = options;
      const hasPasscode = passcode === undefined ? this.state.hasPasscode : passcode !== '';
      this.state = { ...this.state, hasPasscode, guestsOnly };
      return this.state;
    });
  };

  addGuests: EventAccess['addGuests'] = async (file) => {
    this.asked.push(['guests', await file.text()]);
    return this.#done(() => ({ added: 2, updated: 1 }));
  };

  guestFile: EventAccess['guestFile'] = async () => this.#done(() => new Blob(['name']));

  waiting: EventAccess['waiting'] = async () => ({ ok: true, value: this.people });

  letInNext: EventAccess['letInNext'] = async (number) => {
    this.asked.push(['next', number]);
    return this.#done(() => {
      const first = this.people.filter((one) => one.number === number);
      this.people = [...first, ...this.people.filter((one) => one.number !== number)];
      return this.people;
    });
  };

  #change(id: string, to: Partial<EventLink>): void {
    this.state = { ...this.state, links: this.state.links.map((link) => (link.id === id ? { ...link, ...to } : link)) };
  }

  #done<Value>(change: () => Value): AccessAnswer<Value> {
    return this.refusal ?? { ok: true, value: change() };
  }
}
