import type { CloseReason } from '#lib/collab/close-codes.ts';
import { presenceColor, type PresenceUser } from '#lib/collab/presence.ts';
import type { AccessMessage } from '#lib/collab/protocol.ts';
import type { Actor, CallAccess, CallFacts } from '#lib/policy/access.ts';

/** A call as one actor may see it. */
export type CallView = {
  callId: string;
  seriesId: string;
  lineage: string;
  facts: CallFacts;
  access: CallAccess;
};

/** Who is on a socket and what they may do, as last read from the database. */
export type Admission = { actor: Actor; view: CallView };

/** Where rights come from: `server/auth` in the product. */
export type Rights = {
  /** Who a cookie stands for, and the call as they may see it; null when there is no such call. */
  callAsSeenBy(cookie: string | undefined, callId: string): Promise<{ actor: Actor; view: CallView | null }>;
};

export type AdmissionResult = { admission: Admission } | { refused: CloseReason };

/** Reads who the cookie stands for and whether they may read the call. Unknown and forbidden calls look the same. */
export async function admit(
  rights: Rights,
  cookie: string | undefined,
  callId: string,
): Promise<AdmissionResult> {
  const { actor, view } = await rights.callAsSeenBy(cookie, callId);
  if (view?.access.read === true) return { admission: { actor, view } };
  return { refused: actor.kind === 'anonymous' ? 'signIn' : 'forbidden' };
}

/** Reads the rights of an open socket again; a session that is gone ends it, even where everybody may read. */
export async function admitAgain(
  rights: Rights,
  cookie: string | undefined,
  before: Admission,
): Promise<AdmissionResult> {
  const result = await admit(rights, cookie, before.view.callId);
  if ('refused' in result) return result;
  const { actor } = result.admission;
  if (before.actor.kind === 'user' && (actor.kind !== 'user' || actor.userId !== before.actor.userId)) {
    return { refused: 'signIn' };
  }
  return result;
}

/** Who somebody is in a presence, as their session says (R13). */
export function presenceUser({ actor, view }: Admission): PresenceUser {
  if (actor.kind === 'anonymous') return { name: 'Reader', color: presenceColor(''), role: 'reader' };
  const role = !view.access.writeDocument ? 'reader' : view.facts.notetaker ? 'notetaker' : 'writer';
  const name = actor.guest ? `${actor.name} (guest)` : actor.name;
  return { name, color: presenceColor(actor.userId), role };
}

/** What a page is told of what it may do. */
export function accessMessage({ view }: Admission): AccessMessage {
  const { access, facts } = view;
  return { write: access.writeDocument, reason: access.readOnlyReason, callStatus: facts.status };
}
