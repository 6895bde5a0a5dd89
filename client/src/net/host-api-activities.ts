/** The requests of docs/protocol.md section 8.3 that a host makes with an invitation: add a picture, take results along. */

export type AddedPicture =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: string };
export type TakenResults = { readonly ok: true; readonly file: Blob } | { readonly ok: false; readonly reason: string };

export async function addPicture(token: string, file: Blob): Promise<AddedPicture> {
  const response = await ask(token, 'pictures', { method: 'POST', body: file });
  return response ? ((await response.json().catch(() => FAILED)) as AddedPicture) : OFFLINE;
}

export async function takeResults(token: string, form: 'csv' | 'json'): Promise<TakenResults> {
  const response = await ask(token, `results.${form}`, {});
  if (!response) return OFFLINE;
  if (response.ok) return { ok: true, file: await response.blob() };
  return (await response.json().catch(() => FAILED)) as TakenResults;
}

async function ask(token: string, path: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(`/api/activities/${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
  } catch {
    return null;
  }
}

const OFFLINE = { ok: false, reason: 'network' } as const;
const FAILED = { ok: false, reason: 'server' } as const;
