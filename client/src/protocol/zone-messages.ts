/** What hosts say of zones, and what everybody is told (docs/protocol.md 8.1), as it is on the wire. */

import type { Trigger, ZoneKind } from '../core/island-map.ts';

/** The fields of a zone that a host may change, as they are sent; those left out stay as they are. */
export interface WireZoneFields {
  readonly kind?: ZoneKind;
  readonly names?: Readonly<Record<string, string>>;
  readonly descriptions?: Readonly<Record<string, string>>;
  readonly spans?: readonly (readonly [y: number, x0: number, x1: number])[];
  readonly capacity?: number | null;
  readonly stage?: string | null;
  readonly joins?: Trigger;
  readonly lockable?: boolean;
  readonly max_people?: number | null;
  readonly hosts_only?: boolean;
  readonly portal?: { readonly island: string; readonly entry: string } | null;
  readonly effects?: readonly Readonly<Record<string, unknown>>[];
  readonly group?: string;
  readonly knock?: boolean;
  readonly closed?: boolean;
  readonly colour?: string;
  readonly icon?: string;
  readonly host?: string;
  readonly question?: string;
  readonly hours?: readonly (readonly [from: number, to: number])[];
}

/** A zone as in section 6, to be read by `decodeZone`. */
export type WireZone = Readonly<Record<string, unknown>>;

export type ZoneField = keyof WireZoneFields;

export type ZoneProblemCode =
  | 'empty'
  | 'too_long'
  | 'too_large'
  | 'too_small'
  | 'too_many'
  | 'out_of_order'
  | 'outside_map'
  | 'no_floor'
  | 'unreachable'
  | 'overlaps'
  | 'cuts_off'
  | 'blocks_arrival'
  | 'unknown_word'
  | 'not_for_kind'
  | 'no_stage'
  | 'no_audience'
  | 'no_podium'
  | 'second_podium'
  | 'no_island'
  | 'no_entry'
  | 'leads_into_itself'
  | 'forbidden_address'
  | 'unknown_file'
  | 'nothing_to_show'
  | 'in_the_past';

export interface WireZoneProblem {
  readonly field: ZoneField;
  readonly code: ZoneProblemCode;
  readonly weight: 'error' | 'warning';
  /** The other zone that it is about. */
  readonly zone: string | null;
}

export type ZoneTemplateName = 'reception' | 'world_cafe' | 'poster_market' | 'plenary_breakouts';

export interface ZoneServerMessages {
  zones: (message: {
    readonly put: readonly WireZone[];
    readonly gone: readonly string[];
    readonly by: number | null;
    /** Where the island differs from its map: forget what was told before. */
    readonly all: boolean;
  }) => void;
  zone_editors: (message: { readonly editors: readonly (readonly [avatar: number, zone: string])[] }) => void;
}

export interface ZoneClientMessages {
  zone_edit: { readonly zone: string | null; readonly fields: WireZoneFields };
  zone_check: { readonly zone: string | null; readonly fields: WireZoneFields };
  zone_remove: { readonly zone: string };
  zone_restore: { readonly zone: string };
  zone_editing: { readonly zone: string | null };
  zone_template: {
    readonly template: ZoneTemplateName;
    readonly count?: number;
    readonly seats?: number;
    readonly seed?: number;
    readonly apply?: boolean;
  };
}

export interface ZoneAckExtras {
  zone_edit: ZoneSaved;
  zone_restore: ZoneSaved;
  zone_check: { readonly problems: readonly WireZoneProblem[] };
  zone_remove: { readonly kept: boolean };
  zone_template: ZonesProposed;
}

export interface ZoneSaved {
  /** null: an error is in the way, and nothing has changed. */
  readonly zone: WireZone | null;
  readonly problems: readonly WireZoneProblem[];
  readonly kept: boolean;
}

export interface ZonesProposed {
  readonly zones: readonly WireZone[];
  readonly applied: boolean;
  /** For how many there is room, if not for all. */
  readonly room_for: number | null;
  readonly kept: boolean;
}
