import { access, type Actor, type CallAccess, type CallFacts } from '#lib/policy/access.ts';
import { callFacts, callFactsFor, type FoundCallFacts } from '#server/db/call-facts.ts';
import { actorOf } from './actor.ts';
import { readSessionToken } from './session-token.ts';

/** A call as policy sees it for one actor. */
export type AccessToCall = {
  callId: string;
  seriesId: string;
  lineage: string;
  facts: CallFacts;
  access: CallAccess;
};

/** What an actor may do with a call; null when there is no such call. */
export async function callAccess(actor: Actor, callId: string): Promise<AccessToCall | null> {
  return seenBy(actor, await callFacts(callId, actor));
}

/**
 * Who sends this `Cookie` header, and a call as they may see it; the call is null when there is none. The session and the
 * call are asked for together, so that it takes one way to the database and back.
 * @throws the database's error when one of them cannot be read.
 */
export async function callAsSeenBy(
  cookie: string | undefined,
  callId: string,
): Promise<{ actor: Actor; view: AccessToCall | null }> {
  const token = await readSessionToken(cookie);
  const [actor, found] = await Promise.all([actorOf(token), callFactsFor(callId, token?.sub ?? null)]);
  // The session is gone, and what was found is what its user may see.
  if (token !== null && actor.kind === 'anonymous') return { actor, view: await callAccess(actor, callId) };
  return { actor, view: seenBy(actor, found) };
}

function seenBy(actor: Actor, found: FoundCallFacts | null): AccessToCall | null {
  return found === null ? null : { ...found, access: access(actor, found.facts) };
}
