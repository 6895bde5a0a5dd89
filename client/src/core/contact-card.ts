/** A contact card, and its form for address books. */

export interface ContactCard {
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly link: string;
}

export const NO_CARD: ContactCard = { name: '', organisation: '', email: '', link: '' };

export const MOST_CARD_CHARACTERS: Readonly<Record<keyof ContactCard, number>> = {
  name: 40,
  organisation: 100,
  email: 100,
  link: 300,
};

/** Fields that cannot be as they are. Empty ones are fine, other than the name. */
export function wrongFields(card: ContactCard): readonly (keyof ContactCard)[] {
  const wrong: (keyof ContactCard)[] = [];
  if (card.name.trim() === '') wrong.push('name');
  if (card.email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(card.email.trim())) wrong.push('email');
  if (card.link.trim() !== '' && !isWebAddress(card.link.trim())) wrong.push('link');
  return wrong;
}

/** Whether a link may be followed: of the web, and nothing that a page could be made to do. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+\S*$/i.test(text);
}

/** A vCard 3.0 (RFC 2426), which phones and mail programs take. Lines end with CR LF and are folded at 75 bytes. */
export function toVcard(card: ContactCard, note: string): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(card.name)}`,
    `N:${escaped(card.name)};;;;`,
    card.organisation && `ORG:${escaped(card.organisation)}`,
    card.email && `EMAIL;TYPE=INTERNET:${escaped(card.email)}`,
    card.link && isWebAddress(card.link) && `URL:${escaped(card.link)}`,
    note && `NOTE:${escaped(note)}`,
    'END:VCARD',
  ];
  return lines.flatMap((line) => (line ? `${folded(line)}\r\n` : [])).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

const MOST_BYTES = 75;

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function folded(line: string): string {
  const rows: string[] = [];
  let row = '';
  let bytes = 0;
  for (const character of line) {
    const size = utf8Bytes(character.codePointAt(0) ?? 0);
    if (bytes + size > MOST_BYTES) {
      rows.push(row);
      row = ' ';
      bytes = 1;
    }
    row += character;
    bytes += size;
  }
  return [...rows, row].join('\r\n');
}
