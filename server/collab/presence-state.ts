import type { PresenceUser } from '#lib/collab/presence.ts';
import { ByteReader, MalformedError } from './byte-reader.ts';

export type PresenceClaim = { clientId: number; clock: number; json: Uint8Array };

const mostUint32 = 0xffff_ffff;

/**
 * The entries of a presence frame, not yet believed and their states not yet read.
 * @throws MalformedError when the bytes do not follow the grammar.
 */
export function parsePresence(bytes: Uint8Array): PresenceClaim[] {
  const reader = new ByteReader(bytes);
  const count = reader.count(3);
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
 * What the others get to see: the state as sent, with `user` as the session says. Null when the sender leaves.
 * @throws MalformedError when it is no JSON object, or nested deeper than `maxDepth`.
 */
export function presenceState(json: string, user: PresenceUser, maxDepth: number): string | null {
  // Nesting is counted before parsing, because a parser may recurse.
  if (nesting(json) > maxDepth) throw new MalformedError('a presence is nested too deeply');
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    throw new MalformedError('a presence is not JSON');
  }
  if (state === null) return null;
  if (typeof state !== 'object' || Array.isArray(state)) throw new MalformedError('a presence is no object');
  return JSON.stringify({ ...state, user });
}

function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (inText) {
      if (character === '\\') index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
