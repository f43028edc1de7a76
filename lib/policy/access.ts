export const seriesRoles = ['owner', 'chair', 'participant', 'reader'] as const;
export type SeriesRole = (typeof seriesRoles)[number];

export const callStatuses = ['planned', 'live', 'review', 'published'] as const;
export type CallStatus = (typeof callStatuses)[number];

export const visibilities = ['public', 'members', 'link'] as const;
export type Visibility = (typeof visibilities)[number];

/** Who asks, as the session tells it. Facts about a call are not part of it. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; userId: string; sessionId: string; name: string; guest: boolean; instanceOwner: boolean };

/** What policy needs to know about a call and about the actor's ties to it. */
export type CallFacts = {
  status: CallStatus;
  visibility: Visibility;
  agendaLocked: boolean;
  /** Whether only the notetaker, chair and owner write the notes. */
  notetakerOnly: boolean;
  guestsAllowed: boolean;
  /** The actor's role in the series; null when not a member. */
  role: SeriesRole | null;
  /** Whether the actor is this call's notetaker or the backup. */
  notetaker: boolean;
  /** Whether the actor came in by this call's link. */
  callGuest: boolean;
};

export type CallAccess = {
  read: boolean;
  editAgenda: boolean;
  writeNotes: boolean;
  /** Start, stop, publish, assign. */
  run: boolean;
  /** Start and stop only: what a notetaker may do without being chair. */
  startStop: boolean;
  manage: boolean;
  /** Whether the call's document may be written now: the one question the write gate asks. */
  writeDocument: boolean;
  /** Why the document may not be written, as a sentence; null when it may. */
  readOnlyReason: string | null;
};

/** What an actor may do with a call. The only rule book: gates, queries, actions and buttons all ask here. */
export function access(actor: Actor, call: CallFacts): CallAccess {
  const user = actor.kind === 'user' ? actor : null;
  const manager =
    user !== null && !user.guest && (user.instanceOwner || call.role === 'owner' || call.role === 'chair');
  const notetaker =
    user !== null && !user.guest && call.notetaker && call.role !== 'reader' && call.role !== null;
  const guest = user !== null && call.callGuest && call.guestsAllowed;
  const participant = user !== null && !user.guest && call.role === 'participant';
  const member = user !== null && !user.guest && call.role !== null;

  const read = manager || member || notetaker || guest || call.visibility === 'public';
  const contributor = participant || guest;

  const editAgenda = manager || notetaker || (contributor && !call.agendaLocked);
  const writeNotes = manager || notetaker || (contributor && !call.notetakerOnly);
  const inPlanning = call.status === 'planned';
  const open = call.status === 'live' || call.status === 'review';
  const writeDocument = inPlanning ? editAgenda : open && writeNotes;

  return {
    read,
    editAgenda: inPlanning && editAgenda,
    writeNotes: open && writeNotes,
    run: manager,
    startStop: manager || notetaker,
    manage: manager,
    writeDocument,
    readOnlyReason: writeDocument ? null : readOnlyReason(call, manager || notetaker || contributor),
  };
}

function readOnlyReason(call: CallFacts, contributor: boolean): string {
  if (call.status === 'published') return 'These notes are published and no longer change.';
  if (!contributor) return 'You can read these notes but not change them.';
  if (call.status === 'planned') return 'The chair has locked the agenda.';
  return 'The chair lets only the notetaker write on this call.';
}
