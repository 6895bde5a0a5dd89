/** Where a page or a sound of a place comes from, and what its frame may do. Pure. */

/** The other host that would be asked for this address; null if it is this island's own. Anything but https and our own maps is refused. */
export function foreignHost(address: string, ownOrigin: string): string | null {
  const { origin, host } = new URL(address, ownOrigin);
  return origin === new URL(ownOrigin).origin ? null : host;
}

/** Whether an address is one that a place may use at all: https elsewhere, or a file of one of our maps. */
export function isPlaceAddress(address: string, ownOrigin: string): boolean {
  if (!URL.canParse(address, ownOrigin)) return false;
  const { origin, protocol, pathname } = new URL(address, ownOrigin);
  return origin === new URL(ownOrigin).origin ? pathname.startsWith('/maps/') : protocol === 'https:';
}

/**
 * The `sandbox` of a frame. A page of another host may run as itself, for it cannot reach us; a page of our own maps gets no
 * scripts and no origin, for with both it could leave its sandbox.
 */
export function sandboxFor(address: string, ownOrigin: string): string {
  const isForeign = foreignHost(address, ownOrigin) !== null;
  return isForeign ? 'allow-scripts allow-forms allow-popups allow-same-origin' : 'allow-forms allow-popups';
}
