/** The icon of a zone with a border in its colour. Decoration: what is beside it has the name. */

import { zoneIconPath } from '../../core/zone-icons.ts';

export function ZoneIcon({ icon, colour }: { icon: string; colour: string }) {
  const path = zoneIconPath(icon);
  if (path === null && colour === '') return null;
  const style = colour === '' ? {} : { '--zone-colour': colour };
  return (
    <svg class="zone-icon" viewBox="0 0 24 24" style={style} aria-hidden="true" focusable="false">
      {path !== null && <path d={path} />}
    </svg>
  );
}
