import { createHash, webcrypto } from 'node:crypto';
import { beforeEach } from 'vitest';
import { Random } from '#tests/chaos/random.ts';
import { seed } from './seed.ts';

// Yjs draws a client id for each new document, and who comes first where two write at one place depends on these ids. They
// are the same in every run too: a setup file, for Yjs binds the function it draws from when it is loaded, which is later.

const usual = webcrypto.getRandomValues.bind(webcrypto);
let ids = idsFor('what is made outside of tests');

Object.defineProperty(webcrypto, 'getRandomValues', {
  configurable: true,
  writable: true,
  value: (array: Parameters<typeof usual>[0]) => {
    if (!(array instanceof Uint32Array) || array.length !== 1) return usual(array);
    array[0] = ids.below(2 ** 32);
    return array;
  },
});

beforeEach(({ task, onTestFailed }) => {
  ids = idsFor(task.fullName);
  onTestFailed(() => {
    process.stderr.write(`SEED=${String(seed)} gives the same random cases again.\n`);
  });
});

function idsFor(name: string): Random {
  return new Random(
    createHash('sha256')
      .update(`${String(seed)} ${name}`)
      .digest()
      .readUInt32LE(),
  );
}
