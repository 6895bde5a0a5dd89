/** Fails when the JavaScript and CSS of the first load (without art) is larger than the budget, gzipped. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 300_000;
const root = join(dirname(fileURLToPath(import.meta.url)), '../../island_server/web/static');
const manifest = JSON.parse(readFileSync(join(root, '.vite/manifest.json'), 'utf8'));

/** The files of a chunk, of what it imports, and of what it will import on the way to the island. */
function filesOf(key, seen = new Set(), files = new Set()) {
  if (seen.has(key)) return files;
  seen.add(key);
  const chunk = manifest[key];
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const other of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) filesOf(other, seen, files);
  return files;
}

const gzipped = (file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;
const sizes = [...filesOf('index.html')]
  .filter((file) => /\.(js|css)$/.test(file))
  .map((file) => [file, gzipped(file)]);
const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
for (const [file, bytes] of sizes.sort((a, b) => b[1] - a[1])) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${BUDGET_BYTES} bytes gzipped`);
if (total > BUDGET_BYTES) process.exit(1);
