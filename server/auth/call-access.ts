import { access, type Actor, type CallAccess, type CallFacts } from '#lib/policy/access.ts';
import { callFacts } from '#server/db/call-facts.ts';

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
  const found = await callFacts(callId, actor);
  return found === null ? null : { ...found, access: access(actor, found.facts) };
}
