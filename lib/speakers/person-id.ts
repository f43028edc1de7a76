import { digest } from 'lib0/hash/sha256';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** How a name is compared: Unicode NFC, single spaces, case folded. */
export function normalizeName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/**
 * The roster id of a name that joins a series. The same for the same series and name, so that two people who
 * add somebody new at the same moment add one person.
 */
export function personIdFor(seriesId: string, name: string): string {
  const bytes = digest(new TextEncoder().encode(`${seriesId}\n${normalizeName(name)}`));
  let id = 'p_';
  for (const byte of bytes.subarray(0, 20)) id += ALPHABET.charAt(byte & 31);
  return id;
}
