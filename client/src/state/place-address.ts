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
 * The `sandbox` of a frame; undefined for none. A page of another host may run as itself, for it cannot reach us; a page of our
 * own maps gets no scripts and no origin, for with both it could leave its sandbox. A PDF is no page, and its viewer refuses to
 * work in a sandbox.
 */
export function sandboxFor(address: string, ownOrigin: string): string | undefined {
  if (foreignHost(address, ownOrigin) !== null) return 'allow-scripts allow-forms allow-popups allow-same-origin';
  return new URL(address, ownOrigin).pathname.endsWith('.pdf') ? undefined : 'allow-forms allow-popups';
}
