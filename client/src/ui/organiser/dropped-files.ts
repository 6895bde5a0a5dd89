/** The files of a drop or of a file field, those in folders too, each with its path. */

import type { UploadFile } from '../../state/event-maps.ts';

/** What can belong to a map; the rest of a folder is not sent. */
export const ACCEPTED =
  '.zip,.tmj,.json,.tmx,.tsx,.tsj,.tx,.tj,.wam,.png,.jpg,.jpeg,.webp,.gif,.svg,.mp3,.ogg,.wav,.html';
const SUFFIXES: ReadonlySet<string> = new Set(ACCEPTED.split(','));
const MOST_FILES = 10_000;

export function chosenFiles(files: Iterable<File>): UploadFile[] {
  return [...files].map((file) => ({ path: file.name, file }));
}

/** Must be called at once in the event: the browser empties the drop afterwards. */
export async function droppedFiles(drop: DataTransfer): Promise<UploadFile[]> {
  const entries = [...drop.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) return chosenFiles(drop.files);
  const found: UploadFile[] = [];
  const waiting = entries;
  for (let entry = waiting.shift(); entry && found.length < MOST_FILES; entry = waiting.shift()) {
    if (entry.isDirectory) waiting.push(...(await entriesIn(entry as FileSystemDirectoryEntry)));
    else if (isAccepted(entry.name)) found.push(await fileOf(entry as FileSystemFileEntry));
  }
  return found;
}

/** Whether a file in a folder can belong to a map. */
export function isAccepted(name: string): boolean {
  return SUFFIXES.has(name.slice(name.lastIndexOf('.')).toLowerCase());
}

async function fileOf(entry: FileSystemFileEntry): Promise<UploadFile> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return { path: entry.fullPath.replace(/^\/+/, ''), file };
}

/** A browser gives the content of a folder in portions, the last of which is empty. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}
