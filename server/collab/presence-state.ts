import { isUtf8 } from 'node:buffer';
import { ByteReader, MalformedError } from './byte-reader.ts';
import { scanJsonObject } from './json-scanner.ts';

export type PresenceClaim = { clientId: number; clock: number; json: Uint8Array };

const mostUint32 = 0xffff_ffff;
const mostPeople = 10_000;

/**
 * The entries of a presence frame, not yet believed and their states not yet read.
 * @throws MalformedError when the bytes do not follow the grammar.
 */
export function parsePresence(bytes: Uint8Array): PresenceClaim[] {
  const reader = new ByteReader(bytes);
  const count = reader.count(3);
  if (count > mostPeople) throw new MalformedError('more people than any room holds');
  const claims: PresenceClaim[] = [];
  for (let index = 0; index < count; index += 1) {
    const clientId = reader.varUint();
    const clock = reader.varUint();
    if (clientId > mostUint32 || clock > mostUint32) throw new MalformedError('a number is too large');
    claims.push({ clientId, clock, json: reader.varBytes() });
  }
  reader.end();
  return claims;
}

/**
 * What somebody says of themselves: the members of the JSON object as sent, without braces and without any `user`.
 * Null when the sender leaves.
 * @throws MalformedError when it is no JSON object, or nested deeper than `maxDepth`.
 */
export function presenceMembers(json: Uint8Array, maxDepth: number): Buffer | null {
  if (!isUtf8(json)) throw new MalformedError('a presence is not UTF-8');
  const members = scanJsonObject(json, maxDepth);
  if (members === null) return null;
  const kept: Uint8Array[] = [];
  for (const { name, from, to } of members) {
    if (name === 'user') continue;
    if (kept.length > 0) kept.push(comma);
    kept.push(json.subarray(from, to));
  }
  return Buffer.concat(kept);
}

/** What the others get to see: the members as sent, and `user` (JSON) as the session says. */
export function presenceJson(members: Uint8Array, user: Uint8Array): Buffer {
  const between = members.length > 0 ? [comma, userName] : [userName];
  return Buffer.concat([opening, members, ...between, user, closing]);
}

const comma = Buffer.from(',');
const opening = Buffer.from('{');
const closing = Buffer.from('}');
const userName = Buffer.from('"user":');
