import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

const skipped = new Set(['node_modules', '.stamp', '.DS_Store']);

function* filesUnder(name) {
  const stats = statSync(inRoot(name), { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isFile()) {
    yield name;
    return;
  }
  for (const entry of readdirSync(inRoot(name)).toSorted()) {
    if (!skipped.has(entry)) yield* filesUnder(path.join(name, entry));
  }
}

/** A hash over the names and contents of files and folders, named from the root. Missing ones count as empty. */
export function fingerprint(names) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const name of names) {
    for (const file of filesUnder(name)) {
      hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
    }
  }
  return hash.digest('hex');
}

/**
 * Whether the work that a stamp stands for was done on the sources as they are now. A stamp lies inside what the
 * work produced, so that throwing the product away throws the stamp away too.
 */
export function isStamped(stamp, print) {
  try {
    return readFileSync(inRoot(stamp), 'utf8') === print;
  } catch {
    return false;
  }
}

export function writeStamp(stamp, print) {
  mkdirSync(path.dirname(inRoot(stamp)), { recursive: true });
  writeFileSync(inRoot(stamp), print);
}
