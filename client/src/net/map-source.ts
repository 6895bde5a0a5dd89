/** Fetches the island's map. */

import type { IslandMap } from '../core/island-map.ts';
import { decodeMap } from '../core/map-decoding.ts';

/** The map at `path`. Rejects if it is not there, with a `MapDecodeError` if it is not as it should be. */
export async function loadMap(path: string, signal: AbortSignal): Promise<IslandMap> {
  const response = await fetch(path, { signal });
  if (!response.ok) throw new Error(`map ${path}: ${response.status}`);
  return decodeMap(await response.json());
}
