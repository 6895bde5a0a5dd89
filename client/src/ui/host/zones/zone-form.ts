/** A zone as a host has it before them: what they changed, what the server says of it, and what others change meanwhile. */

import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { isSameShape, type Spans } from '../../../core/zone-shape.ts';
import type { WireZoneFields, WireZoneProblem, ZoneField } from '../../../protocol/zone-messages.ts';
import type { Store } from '../../../state/store.ts';
import { differences, NEW_FIELDS, pick, rebased, type ZoneFields } from '../../../state/zone-fields.ts';
import type { DrawingTool } from '../../../state/zoning.ts';
import type { ZoneDesk } from './zone-desk.ts';

/** After the last change, before the server is asked about it. */
const CHECK_AFTER_MS = 400;

export type FormState =
  | { readonly at: 'editing' | 'saving' | 'saved' | 'refused' }
  | { readonly at: 'failed'; readonly reason: string };

export class ZoneForm {
  /** null: it is a new one. */
  readonly zone = signal<string | null>(null);
  readonly fields = signal<ZoneFields>(NEW_FIELDS);
  readonly problems = signal<readonly WireZoneProblem[]>([]);
  readonly state = signal<FormState>({ at: 'editing' });
  /** The zone was taken away by somebody else. */
  readonly isLost = signal(false);
  readonly isKept = signal(true);
  /** The fields that differ from the zone as it is. */
  readonly changed: ReadonlySignal<readonly ZoneField[]>;
  readonly #store: Store;
  readonly #desk: ZoneDesk;
  readonly #base = signal<ZoneFields>(NEW_FIELDS);
  readonly #stops: readonly (() => void)[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #checks = 0;

  /** @param start - The fields of a new zone; of one that is there, they come from it. */
  constructor(store: Store, desk: ZoneDesk, zone: string | null, start: ZoneFields = NEW_FIELDS) {
    this.#store = store;
    this.#desk = desk;
    const is = zone === null ? null : desk.fieldsNow(zone);
    this.zone.value = is ? zone : null;
    this.#base.value = is ?? NEW_FIELDS;
    this.fields.value = is ?? start;
    this.changed = computed(() => differences(this.fields.value, this.#base.value));
    this.#draw(this.fields.value.spans.length === 0 ? 'rectangle' : 'none');
    this.#stops = [effect(() => this.#follow()), effect(() => this.#followDrawing()), effect(() => this.#checkSoon())];
  }

  /** Change some fields, for oneself only. */
  set(fields: WireZoneFields): void {
    this.fields.value = { ...this.fields.value, ...fields };
    if (this.state.value.at !== 'editing') this.state.value = { at: 'editing' };
    const { draft } = this.#store.zoning;
    const { spans, colour } = this.fields.value;
    if (draft.value) draft.value = { ...draft.value, spans, colour };
  }

  setShape(spans: Spans): void {
    this.set({ spans });
  }

  /** What a pointer on the island does from now on. */
  choose(tool: DrawingTool): void {
    const { draft } = this.#store.zoning;
    if (draft.value) draft.value = { ...draft.value, tool };
  }

  problemsOf(...fields: readonly ZoneField[]): readonly WireZoneProblem[] {
    return this.problems.value.filter(({ field }) => fields.includes(field));
  }

  /** Send what changed. */
  async save(): Promise<void> {
    this.state.value = { at: 'saving' };
    const answer = await this.#desk.save(this.zone.value, this.#toSend());
    if (!answer.ok) {
      this.state.value = { at: 'failed', reason: answer.reason };
      return;
    }
    this.problems.value = answer.problems;
    this.isKept.value = answer.kept;
    this.state.value = { at: answer.zone ? 'saved' : 'refused' };
    if (!answer.zone) return;
    this.zone.value = answer.zone.id;
    this.isLost.value = false;
    const is = this.#desk.fieldsNow(answer.zone.id) ?? this.fields.value;
    this.#base.value = is;
    this.fields.value = is;
    this.#draw('none');
  }

  /** It is no longer before anybody. */
  stop(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#timer);
    this.#checks += 1;
    this.#store.zoning.draft.value = null;
  }

  #toSend(): WireZoneFields {
    const needed: readonly ZoneField[] = this.zone.value === null ? ['kind', 'names', 'spans'] : [];
    return pick(this.fields.value, [...new Set([...needed, ...this.changed.value])]);
  }

  #draw(tool: DrawingTool): void {
    const { spans, colour } = this.fields.value;
    this.#store.zoning.draft.value = { spans, colour, tool };
  }

  /** The zone changed, by somebody else or the clock: what one changed oneself stays. */
  #follow(): void {
    void this.#store.zones.value;
    const zone = this.zone.value;
    if (zone === null) return;
    const is = this.#desk.fieldsNow(zone);
    if (!is) {
      this.zone.value = null;
      this.isLost.value = true;
      this.#base.value = NEW_FIELDS;
      return;
    }
    const was = this.#base.peek();
    if (differences(is, was).length === 0) return;
    this.fields.value = rebased(this.fields.peek(), was, is);
    this.#base.value = is;
    const { draft } = this.#store.zoning;
    const { spans, colour } = this.fields.peek();
    const drawing = draft.peek();
    if (drawing) draft.value = { ...drawing, spans, colour };
  }

  #followDrawing(): void {
    const spans = this.#store.zoning.draft.value?.spans;
    if (spans && !isSameShape(spans, this.fields.peek().spans)) untracked(() => this.set({ spans }));
  }

  #checkSoon(): void {
    const isChanged = this.changed.value.length > 0;
    void this.fields.value;
    clearTimeout(this.#timer);
    // What the server said to the last attempt holds until something is changed.
    if (!isChanged || this.state.peek().at !== 'editing') return;
    this.#timer = setTimeout(() => void this.#check(), CHECK_AFTER_MS);
  }

  async #check(): Promise<void> {
    this.#checks += 1;
    const check = this.#checks;
    const problems = await this.#desk.check(this.zone.value, this.#toSend());
    if (problems && check === this.#checks && this.state.value.at === 'editing') this.problems.value = problems;
  }
}
