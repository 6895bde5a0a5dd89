// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { chosenFiles, droppedFiles, isAccepted } from '../../src/ui/organiser/dropped-files.ts';

interface FakeEntry {
  readonly isDirectory: boolean;
  readonly name: string;
}

const fileEntry = (path: string): FakeEntry & { file: (done: (file: File) => void) => void; fullPath: string } => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { isDirectory: false, name, fullPath: path, file: (done) => done(new File(['x'], name)) };
};

/** Gives its content in portions of two, as browsers give it in portions of a hundred. */
const folderEntry = (name: string, content: FakeEntry[]) => ({
  isDirectory: true,
  name,
  createReader: () => {
    const left = [...content];
    return { readEntries: (done: (portion: FakeEntry[]) => void) => done(left.splice(0, 2)) };
  },
});

const drop = (entries: FakeEntry[], files: File[]): DataTransfer =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer;

test('files that are dropped keep their names', async () => {
  const file = new File(['x'], 'a.tmj');
  expect(await droppedFiles(drop([fileEntry('/a.tmj')], [file]))).toEqual([{ path: 'a.tmj', file }]);
  expect(chosenFiles([file])).toEqual([{ path: 'a.tmj', file }]);
});

test('a folder is gone through, with the paths by which a map refers to its files', async () => {
  const tiles = folderEntry(
    'tiles',
    ['a', 'b', 'c'].map((name) => fileEntry(`/venue/tiles/${name}.png`)),
  );
  const venue = folderEntry('venue', [fileEntry('/venue/hall.tmj'), fileEntry('/venue/notes.docx'), tiles]);
  const found = await droppedFiles(drop([venue], []));
  expect(found.map(({ path }) => path)).toEqual([
    'venue/hall.tmj',
    'venue/tiles/a.png',
    'venue/tiles/b.png',
    'venue/tiles/c.png',
  ]);
});

test.each([
  ['hall.tmj', true],
  ['WALL.PNG', true],
  ['notes.docx', false],
  ['png', false],
])('of a folder %s is sent: %s', (name, sent) => {
  expect(isAccepted(name)).toBe(sent);
});
