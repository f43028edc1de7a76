import { cleanId } from './clean-value.ts';

/**
 * An id for each of the given raw ids, in order, none twice: the first to carry an id keeps it, a later one
 * gets `~2` and so on behind it, and one without an id gets `fallback(index)`. The same input gives the same
 * ids. Two tabs that split one block at the same moment make such twins; neither may be lost over it.
 */
export function distinctIds(rawIds: readonly unknown[], fallback: (index: number) => string): string[] {
  const wanted = rawIds.map(cleanId);
  const reserved = new Set(wanted.filter((id) => id !== null));
  const taken = new Set<string>();
  return wanted.map((id, index) => {
    const base = id ?? fallback(index);
    let candidate = base;
    for (let copy = 2; taken.has(candidate) || (candidate !== id && reserved.has(candidate)); copy += 1) {
      candidate = `${base}~${String(copy)}`;
    }
    taken.add(candidate);
    return candidate;
  });
}
