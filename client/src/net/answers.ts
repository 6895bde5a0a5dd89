/** Requests to the server's own interface, and what their answers are to the pages. */

export type Refusal = { readonly ok: false; readonly reason: string; readonly detail: string };
type Answer<Value> = { readonly ok: true; readonly value: Value } | Refusal;
type WireAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly error: string };

/** Besides the server's own reasons: `network`, `cancelled` (aborted), `server` (an answer that makes no sense). */
export function refused(reason: string, detail = ''): Refusal {
  return { ok: false, reason, detail };
}

/** What an answer brings: fetched by `body`, of which `read` makes what is wanted. */
export interface Wanted<Body, Value> {
  readonly body: (response: Response) => Promise<Body>;
  readonly read: (body: Body) => Value;
}

/** A JSON body, of which `read` makes what is wanted. */
export function json<Body, Value>(read: (body: Body) => Value): Wanted<Body, Value> {
  return { body: async (response) => (await response.json()) as Body, read };
}

/** Send a request and read its answer; what goes wrong becomes a refusal. */
export async function request<Body, Value>(
  address: string,
  init: RequestInit,
  { body, read }: Wanted<Body, Value>,
): Promise<Answer<Value>> {
  let found: Body;
  try {
    const response = await fetch(address, init);
    if (!response.ok) return await refusalOf(response);
    found = await body(response);
  } catch (error) {
    if (init.signal?.aborted) return refused('cancelled');
    return refused(error instanceof SyntaxError ? 'server' : 'network');
  }
  try {
    return { ok: true, value: read(found) };
  } catch {
    return refused('server');
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const body = (await response.json()) as WireAnswer;
    return body.ok ? refused('server') : refused(body.reason, body.error);
  } catch {
    return refused('server');
  }
}
