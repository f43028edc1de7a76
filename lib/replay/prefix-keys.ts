import { normalizeName } from '#lib/speakers/person-id.ts';

/** Keys for a name by the shortest letters that begin no other of `names`, and Tab; a name that begins another is written out. */
export function prefixKeys(name: string, names: readonly string[]): number {
  const wanted = Array.from(normalizeName(name));
  const others = names.map(normalizeName).filter((other) => other !== wanted.join(''));
  for (let length = 1; length < wanted.length; length++) {
    const prefix = wanted.slice(0, length).join('');
    if (!others.some((other) => other.startsWith(prefix))) return length + 1;
  }
  return wanted.length + 1;
}
