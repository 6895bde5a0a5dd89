/** Keeps the secret by which one is the same person after a reload, for each series of events. Without storage one is simply new. */

const KEY = 'eiland.person.';

export function savedPerson(series: string): string | null {
  try {
    return localStorage.getItem(KEY + series);
  } catch {
    return null;
  }
}

/** Forgets a token, if it is (still) the one that is kept; without a token whichever is. */
export function forgetPerson(series: string, token: string | null = null): void {
  try {
    if (token === null || savedPerson(series) === token) localStorage.removeItem(KEY + series);
  } catch {
    // Then there is none either.
  }
}

/** Where one sees what is kept of oneself. The token is a fragment: no server, log or other site gets it. */
export function trailAddress(token: string): string {
  return `/trail#${encodeURIComponent(token)}`;
}

/** The token in such an address; empty if it is missing, null at any other address. */
export function trailTokenIn({ pathname, hash }: { pathname: string; hash: string }): string | null {
  if (!/^\/trail\/?$/.test(pathname)) return null;
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

export function savePerson(series: string, token: string): void {
  try {
    localStorage.setItem(KEY + series, token);
  } catch {
    // A private window may forbid it; the person is new after a reload, which is all it means.
  }
}
