/** A replay of a made event, and the log that it would come from. */

import { type Signal, signal } from '@preact/signals';
import type { AvatarId, ConversationId, IslandMs } from '../../src/core/units.ts';
import type { AvatarView } from '../../src/core/world-view.ts';
import type {
  Answer,
  AttendanceLog,
  LogAccess,
  LoggedEvent,
  NamedPerson,
  Timeline,
} from '../../src/state/attendance.ts';
import type {
  FilmChoice,
  Replay,
  ReplayDesk,
  ReplayedMoment,
  ReplayStatus,
  ReplayView,
  ShownGround,
  Speed,
  WalkedGround,
} from '../../src/state/replay.ts';
import { createStore, type Store } from '../../src/state/store.ts';
import { madeFigures } from './counted-figures.ts';
import { type MadeEvent, whereAt } from './made-event.ts';

const SECOND_MS = 1000;

export class FakeReplay implements Replay {
  readonly timeline: Timeline;
  readonly status = signal<ReplayStatus>('paused');
  readonly at: Signal<number>;
  readonly speed = signal<Speed>(1);
  readonly island: Signal<string>;
  readonly moment: Signal<ReplayedMoment>;
  readonly trouble = signal<string | null>(null);
  readonly store: Store;
  readonly asked: unknown[][] = [];
  readonly #event: MadeEvent;

  constructor(event: MadeEvent, timeline: Timeline, store = createStore('nl', false)) {
    this.#event = event;
    this.timeline = timeline;
    this.store = store;
    this.at = signal(event.firstMs);
    this.island = signal(timeline.islands[0]?.name ?? '');
    this.moment = signal({ people: [], conversations: [] });
    store.world.value = {
      avatarsAt: () => this.#views(),
      avatarAt: (avatar) => this.#views().find((view) => view.avatar === avatar),
    };
    this.name(new Map());
    this.#show(event.firstMs);
  }

  readonly now = (): IslandMs => this.at.peek() as IslandMs;

  play(): void {
    this.status.value = 'playing';
  }

  pause(): void {
    this.status.value = 'paused';
  }

  /** Let so many ms go by, as they would on the wall. */
  pass(ms: number): void {
    if (this.status.peek() !== 'playing') return;
    this.#show(Math.min(this.#event.lastMs, this.at.peek() + ms * this.speed.peek()));
    if (this.at.peek() >= this.#event.lastMs) this.pause();
  }

  setSpeed(speed: Speed): void {
    this.speed.value = speed;
  }

  async seek(wallMs: number): Promise<void> {
    this.asked.push(['seek', wallMs]);
    this.#show(wallMs);
  }

  async showIsland(name: string): Promise<void> {
    this.asked.push(['showIsland', name]);
    this.island.value = name;
  }

  follow(pseudonym: string | null): void {
    this.asked.push(['follow', pseudonym]);
  }

  filter(pseudonyms: ReadonlySet<string> | null): void {
    this.asked.push(['filter', pseudonyms]);
  }

  name(names: ReadonlyMap<string, NamedPerson>): void {
    this.asked.push(['name', names]);
    this.store.people.value = new Map(
      this.#event.people.map(({ pseudonym, role }, index) => {
        const avatar = avatarOf(index);
        const name = names.get(pseudonym)?.name ?? pseudonym.slice(0, 4);
        const look = [index % 3, index % 5, index % 4, index % 7, index % 6, index % 5, 0] as const;
        return [avatar, { avatar, name, look, role, availability: 'available', zone: null, cellX: 0, cellY: 0 }];
      }),
    );
  }

  async paths(
    fromMs: number,
    toMs: number,
    pseudonyms: ReadonlySet<string> | null,
    work: { onProgress: (done: number) => void; signal: AbortSignal } | null,
  ): Promise<WalkedGround> {
    this.asked.push(['paths', fromMs, toMs, pseudonyms]);
    const { width = 20, height = 20 } = this.store.map.peek() ?? {};
    const spentMs = new Float64Array(width * height);
    const trails = this.#event.people
      .filter(({ pseudonym }) => pseudonyms === null || pseudonyms.has(pseudonym))
      .map((person) => {
        const steps: { x: number; y: number; atMs: number }[] = [];
        for (let at = fromMs; at < toMs; at += SECOND_MS / 2) {
          const where = whereAt(person, at);
          if (!where) continue;
          const [x, y] = [Math.round(where.x), Math.round(where.y)];
          spentMs[y * width + x] = (spentMs[y * width + x] ?? 0) + SECOND_MS / 2;
          const last = steps.at(-1);
          if (last?.x !== x || last.y !== y) steps.push({ x, y, atMs: at });
        }
        return { pseudonym: person.pseudonym, steps };
      });
    work?.onProgress(1);
    return { island: this.island.peek(), width, height, spentMs, trails, isCut: false, covered: [{ fromMs, toMs }] };
  }

  close(): void {
    this.asked.push(['close']);
  }

  #show(wallMs: number): void {
    this.at.value = wallMs;
    const talks = this.#event.talks.filter(({ fromMs, toMs }) => fromMs <= wallMs && wallMs < toMs);
    const talkOf = new Map(talks.flatMap(({ id, members }) => members.map((member) => [member, id])));
    const people = this.#event.people.flatMap((person, index) => {
      const where = whereAt(person, wallMs);
      if (!where) return [];
      const conversation = (talkOf.get(index) ?? null) as ConversationId | null;
      const at = { x: Math.round(where.x), y: Math.round(where.y) };
      const zones = where.zone === null ? [] : [where.zone];
      return [{ avatar: avatarOf(index), pseudonym: person.pseudonym, role: person.role, at, zones, conversation }];
    });
    const conversations = talks.map(({ id, kind, zone, members }) => ({
      id: id as ConversationId,
      kind,
      zone,
      members: members.map(avatarOf),
    }));
    this.moment.value = { people, conversations };
  }

  #views(): AvatarView[] {
    const now = this.at.peek();
    const { people } = this.moment.peek();
    return people.flatMap(({ avatar, conversation }) => {
      const where = whereAt(this.#event.people[avatar - 1] as never, now);
      if (!where) return [];
      const walking = where.from !== where.to;
      const kind = this.#event.talks.find(({ id }) => id === conversation)?.kind ?? null;
      return {
        avatar,
        pose: { at: { x: where.x, y: where.y }, facing: walking ? 2 : 4, walking },
        microphone: true,
        camera: false,
        availability: 'available',
        conversation,
        conversationKind: kind,
        locked: false,
        onStage: false,
      } as AvatarView;
    });
  }
}

const avatarOf = (index: number): AvatarId => (index + 1) as AvatarId;

export class FakeView implements ReplayView {
  readonly canvas = document.createElement('canvas');
  onAvatar: ReplayView['onAvatar'] = null;
  readonly asked: unknown[][] = [];
  ground: ShownGround | null = null;

  stepZoom(towards: 1 | -1): void {
    this.asked.push(['stepZoom', towards]);
  }

  pan(dx: number, dy: number): void {
    this.asked.push(['pan', dx, dy]);
  }

  centre(): void {
    this.asked.push(['centre']);
  }

  showGround(ground: ShownGround | null): void {
    this.ground = ground;
  }

  draw(): void {}

  destroy(): void {
    this.asked.push(['destroy']);
  }
}

export class FakeLog implements AttendanceLog {
  list: LoggedEvent[];
  access: LogAccess[] = [
    { wallMs: 1_750_000_000_000, kind: 'names', role: 'organiser', reason: 'Badges voor de borrel' },
  ];
  refusal: { reason: string; detail: string } | null = null;
  readonly asked: unknown[][] = [];
  readonly event: MadeEvent;

  constructor(event: MadeEvent) {
    this.event = event;
    const { firstMs, lastMs, people } = event;
    const common = { log: 'movement', retentionDays: 30, entries: 9000 } as const;
    this.list = [
      { ...common, id: 'e', name: 'Kennisdag', firstMs, lastMs, people: people.length, isLive: false },
      { ...common, id: 'next', name: 'Borrel', log: 'presence', firstMs: null, lastMs: null, people: 0, isLive: true },
    ];
  }

  async events() {
    return this.#answer({ events: [...this.list], live: 'next' });
  }

  async timeline(event: string) {
    const { name, log, isLive } = this.list.find(({ id }) => id === event) ?? (this.list[0] as LoggedEvent);
    const { firstMs, lastMs } = this.event;
    const islands = [{ name: 'nes', segments: [] }];
    const { access } = this;
    return this.#answer({ event, name, log, firstMs, lastMs, isLive, islands, restarts: [], access });
  }

  async segment(): Promise<never> {
    throw new Error('a fake replay asks for no segments');
  }

  async insight() {
    return this.#answer<unknown>(madeFigures(this.event, 'nes'));
  }

  async compare() {
    return this.#answer<unknown>({});
  }

  async names(_: string, reason: string): Promise<Answer<ReadonlyMap<string, NamedPerson>>> {
    this.asked.push(['names', reason]);
    this.access = [...this.access, { wallMs: this.event.lastMs, kind: 'names', role: 'organiser', reason }];
    return this.#answer(
      new Map(this.event.people.map(({ pseudonym, name }) => [pseudonym, { name, look: [0, 0, 0, 0, 0, 0, 0] }])),
    );
  }

  async export() {
    return this.#answer(new Blob([]));
  }

  #answer<Value>(value: Value): Answer<Value> {
    return this.refusal ? { ok: false, ...this.refusal } : { ok: true, value };
  }
}

/** What the page works with; `replay` and `view` are there once it is open. */
export class FakeDesk implements ReplayDesk {
  readonly log: FakeLog;
  replay: FakeReplay | null = null;
  readonly view = new FakeView();
  /** What the films were to be; each ends when `endFilm` is called. */
  readonly films: FilmChoice[] = [];
  endFilm: () => void = () => undefined;
  prepare: (replay: FakeReplay) => void = () => undefined;

  constructor(event: MadeEvent) {
    this.log = new FakeLog(event);
  }

  readonly studio: ReplayDesk['studio'] = {
    filmEnding: 'webm',
    takePicture: async () => new Blob(['png']),
    recordFilm: (_view, _replay, film, _caption, work) => {
      this.films.push(film);
      work.onProgress(0.4);
      return new Promise((resolve, reject) => {
        this.endFilm = () => resolve(new Blob(['webm']));
        work.signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
      });
    },
  };

  async openReplay(timeline: Timeline): Promise<Replay> {
    this.replay = new FakeReplay(this.log.event, timeline);
    this.prepare(this.replay);
    return this.replay;
  }

  showIn: ReplayDesk['showIn'] = async () => this.view;
}
