/** Files that the page made or got, given to the browser to save. */

/** A name that every file system takes: "Kennisdag 2026!" becomes "kennisdag-2026". */
export function fileName(event: string, what: string, ending: string): string {
  const plain = event
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${[plain.slice(0, 60), what].filter(Boolean).join('-')}.${ending}`;
}

export function saveText(text: string, type: string, name: string): void {
  // A spreadsheet takes CSV for UTF-8 only with a mark in front.
  const parts = type === 'text/csv' ? ['\ufeff', text] : [text];
  const address = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  saveFrom(address, name);
  // Some browsers read it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The address must stay until it is saved. */
export function saveFrom(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
