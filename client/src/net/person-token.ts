/** Keeps the secret by which one is the same person after a reload, for each series of events. Without storage one is simply new. */

const KEY = 'eiland.person.';

export function savedPerson(series: string): string | null {
  try {
    return localStorage.getItem(KEY + series);
  } catch {
    return null;
  }
}

export function savePerson(series: string, token: string): void {
  try {
    localStorage.setItem(KEY + series, token);
  } catch {
    // A private window may forbid it; the person is new after a reload, which is all it means.
  }
}
