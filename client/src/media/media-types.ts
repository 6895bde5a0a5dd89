/** The words that media, the store and the panels share. */

import type { AvatarId } from '../core/units.ts';

/** `off`: chosen so; `blocked`: the browser or the person refused; `missing`: no such device; `failed`: taken by another program or broken. */
export type DeviceState = 'off' | 'on' | 'blocked' | 'missing' | 'failed';
export type MediaState = 'none' | 'connecting' | 'up' | 'down';
export type DeviceKind = 'microphone' | 'camera';

/** Somebody who is heard or seen in a slot. */
export interface Voice {
  readonly avatar: AvatarId;
  readonly audio: boolean;
  /** null while there is no picture. */
  readonly video: MediaStream | null;
}

export interface DeviceOption {
  readonly id: string;
  readonly label: string;
}

/** What there is to choose from, and what is in use; the labels are empty until the person gave permission. */
export interface DeviceChoices {
  readonly microphones: readonly DeviceOption[];
  readonly cameras: readonly DeviceOption[];
  readonly microphone: string | null;
  readonly camera: string | null;
}

export const NO_DEVICES: DeviceChoices = { microphones: [], cameras: [], microphone: null, camera: null };
