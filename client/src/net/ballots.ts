/** Anonymous answers: what is kept of one until it is handed in, and the request that hands it in. */

export interface Ballot {
  readonly id: string;
  readonly token: string;
  readonly signature: string;
  readonly chosen: readonly number[];
  readonly words: readonly string[];
}

const KEPT = 'eiland.ballots';

/** Those that this tab has not handed in yet, also from before a reload. */
export function waitingBallots(): readonly Ballot[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as Ballot[];
  } catch {
    return [];
  }
}

export function keepBallot(ballot: Ballot): void {
  keep([...waitingBallots(), ballot]);
}

export function forgetBallot({ token }: Ballot): void {
  keep(waitingBallots().filter((other) => other.token !== token));
}

function keep(ballots: readonly Ballot[]): void {
  try {
    if (ballots.length === 0) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(ballots));
  } catch {
    // Without storage an answer is lost if the page is closed before it is handed in.
  }
}

/** Hand in, with nothing that tells who one is. Own reasons: `network`, `server`. */
export async function handIn({ id, ...ballot }: Ballot): Promise<{ ok: true } | { ok: false; reason: string }> {
  let response: Response;
  try {
    response = await fetch(`/api/activities/${encodeURIComponent(id)}/answers`, {
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ballot),
    });
  } catch {
    return { ok: false, reason: 'network' };
  }
  try {
    return (await response.json()) as { ok: true } | { ok: false; reason: string };
  } catch {
    return { ok: false, reason: 'server' };
  }
}
