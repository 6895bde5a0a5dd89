/** Zones and doors, for tests that care about a few of their fields. */

import type { Door, Zone } from '../../src/core/island-map.ts';
import type { DoorId, ZoneId } from '../../src/core/units.ts';

/** A place of one tile at (0, 0), called by its id. */
export function zoneOf(id: string, changes: Partial<Zone> = {}): Zone {
  return {
    id: id as ZoneId,
    kind: 'place',
    names: { nl: id, en: id },
    descriptions: { nl: '', en: '' },
    spans: [[0, 0, 1]],
    capacity: null,
    stage: null,
    joins: 'enter',
    lockable: false,
    maxPeople: null,
    hostsOnly: false,
    portal: null,
    effects: [],
    group: '',
    knock: false,
    closed: false,
    colour: '',
    icon: '',
    host: '',
    question: '',
    hours: [],
    ...changes,
  };
}

/** A closed door, worked from (0, 0), that blocks nothing. */
export function doorOf(id: string, changes: Partial<Door> = {}): Door {
  return {
    id: id as DoorId,
    open: false,
    spans: [[0, 0, 1]],
    opensItself: false,
    closesItself: false,
    openLabel: '',
    closeLabel: '',
    whenOpen: { show: [], hide: [], solid: [] },
    whenClosed: { show: [], hide: [], solid: [] },
    ...changes,
  };
}
