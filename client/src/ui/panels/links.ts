/** Finding addresses in what people type. They become links to click; nothing is fetched for them. Pure. */

export interface TextPart {
  readonly text: string;
  /** Set if the text is an address of the web. */
  readonly href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"']+/gi;
/** Belongs to the sentence rather than to the address at its end. */
const TRAILING = /[.,;:!?)\]}]+$/;

export function withLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '');
    if (!URL.canParse(address)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
