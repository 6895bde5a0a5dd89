/**
 * Fails when the JavaScript and CSS that people load (without art) is larger than the budget, gzipped; and apart from it
 * when what only hosts and organisers load, from `src/ui/organiser/` and its likes, is, or what only some events ask at the
 * door (a passcode, to wait, to sign in).
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const PEOPLE_BYTES = 300_000;
const ORGANISERS_BYTES = 150_000;
/** Loaded when a host or an organiser first opens them. */
const ORGANISERS =
  /^src\/(ui\/(organiser|attendance|host)|replay)\/|^src\/render\/ground-overlay|^src\/net\/(maps|events|attendance|host)-api/;
const DOOR_BYTES = 10_000;
const DOOR = /^src\/(ui\/door|main\/door)/;
const root = join(dirname(fileURLToPath(import.meta.url)), '../../island_server/web/static');
const manifest = JSON.parse(readFileSync(join(root, '.vite/manifest.json'), 'utf8'));

/** The files of a chunk, of what it imports, and of what it will import when it is wanted and `isLoaded`. */
function filesOf(key, isLoaded, seen = new Set(), files = new Set()) {
  if (seen.has(key) || !isLoaded(key)) return files;
  seen.add(key);
  const chunk = manifest[key];
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  const others = [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])];
  for (const other of others) filesOf(other, isLoaded, seen, files);
  return files;
}

const gzipped = (file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;

function check(name, files, budget) {
  const sizes = files.filter((file) => /\.(js|css)$/.test(file)).map((file) => [file, gzipped(file)]);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  for (const [file, bytes] of sizes.sort((a, b) => b[1] - a[1])) console.log(`${String(bytes).padStart(8)}  ${file}`);
  console.log(`${String(total).padStart(8)}  of ${budget} bytes gzipped for ${name}`);
  return total <= budget;
}

const people = filesOf('index.html', (key) => !ORGANISERS.test(key) && !DOOR.test(key));
const atDoor = filesOf('index.html', (key) => !ORGANISERS.test(key));
const all = filesOf('index.html', () => true);
const fits = [
  check('everybody', [...people], PEOPLE_BYTES),
  check(
    'hosts and organisers',
    [...all].filter((file) => !atDoor.has(file)),
    ORGANISERS_BYTES,
  ),
  check(
    'the door of some events',
    [...atDoor].filter((file) => !people.has(file)),
    DOOR_BYTES,
  ),
];
if (fits.includes(false)) process.exit(1);
