/** Keeps the secret by which one is the same person after a reload, for each event. Without storage one is simply new. */

const KEY = 'eiland.person.';

export function savedPerson(event: string): string | null {
  try {
    return localStorage.getItem(KEY + event);
  } catch {
    return null;
  }
}

export function savePerson(event: string, token: string): void {
  try {
    localStorage.setItem(KEY + event, token);
  } catch {
    // A private window may forbid it; the person is new after a reload, which is all it means.
  }
}
