/** The request of docs/protocol.md 8.1 for the file of a map with its zones as they are now. */

/** How long the file may take, ms. */
const TIMEOUT_MS = 30_000;

/** The map of this island as a Tiled file, for who has this invitation. Never rejects. */
export async function fetchZonesMap(
  island: string,
  token: string,
): Promise<{ readonly ok: true; readonly file: Blob } | { readonly ok: false; readonly reason: string }> {
  try {
    const response = await fetch(`/api/zones/${encodeURIComponent(island)}/map`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { ok: true, file: await response.blob() };
    const { reason } = (await response.json()) as { readonly reason?: unknown };
    return { ok: false, reason: typeof reason === 'string' ? reason : 'unknown' };
  } catch {
    return { ok: false, reason: 'network' };
  }
}
