/** Files that the page made or got, given to the browser to save. */

/** Longer than any browser takes to begin reading it, ms. */
const KEPT_MS = 60_000;

/** A name that every file system takes: "Kennisdag 2026!" of "log" becomes "kennisdag-2026-log". */
export function fileName(event: string, what: string, ending: string): string {
  return `${[plainName(event), what].filter(Boolean).join('-')}.${ending}`;
}

/** What file systems take of a text; empty if that is nothing. */
export function plainName(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 60);
}

export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  saveFrom(address, name);
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** The address must stay until it is saved. */
export function saveFrom(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
