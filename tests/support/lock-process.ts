import { takeLock } from '#server/db/embedded/folder-lock.ts';
import { ownIdentity } from '#server/db/embedded/process-identity.ts';

// A process that takes the lock of a folder when it is told to, says whether it got it, and holds it until its
// parent lets go.

const folder = process.argv[2] ?? '';
process.once('message', () => {
  const lock = takeLock(folder, { kind: 'server', process: ownIdentity(), address: '' }, null);
  process.send?.('release' in lock ? 'taken' : 'held');
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
