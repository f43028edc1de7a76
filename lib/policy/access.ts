export const seriesRoles = ['owner', 'chair', 'participant', 'reader'] as const;
export type SeriesRole = (typeof seriesRoles)[number];

export const callStatuses = ['planned', 'live', 'review', 'published'] as const;
export type CallStatus = (typeof callStatuses)[number];

export const callKinds = ['call', 'template'] as const;
/** A call, or the document that each new call of its series begins with. */
export type CallKind = (typeof callKinds)[number];

export const visibilities = ['public', 'members', 'link'] as const;
/** Who reads a series: `public` everybody; `members` and `link` its members and those who came in by a call's link. */
export type Visibility = (typeof visibilities)[number];

/** Who asks, as the session tells it. Facts about a call are not part of it. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; userId: string; sessionId: string; name: string; guest: boolean; instanceOwner: boolean };

/** What policy needs to know about a call and about the actor's ties to it. */
export type CallFacts = {
  kind: CallKind;
  status: CallStatus;
  /** Whether it will not be held; nothing of it changes until its chair restores it. */
  cancelled: boolean;
  visibility: Visibility;
  agendaLocked: boolean;
  /** Whether only the notetaker, chair and owner write the notes. */
  notetakerOnly: boolean;
  /** Whether those who came in by the call's link may write; they read in any case. */
  guestsAllowed: boolean;
  /** The actor's role in the series; null when not a member. */
  role: SeriesRole | null;
  /** Whether the actor is this call's notetaker or the backup. */
  notetaker: boolean;
  /** Whether the actor chairs this call, without a role that runs the series. */
  chair: boolean;
  /** Whether the actor came in by this call's link. */
  callGuest: boolean;
};

export type CallAccess = {
  read: boolean;
  editAgenda: boolean;
  /** Put items forward for the agenda and vote on them, also while it is locked. */
  propose: boolean;
  writeNotes: boolean;
  /** Start, stop, publish, assign. */
  run: boolean;
  /** Start, next item and stop only: what a notetaker may do without being chair. */
  startStop: boolean;
  /** Title, time and length of a planned call; cancel it. */
  schedule: boolean;
  /** Take a cancellation back. */
  restore: boolean;
  /** The series: its settings, roster and members. */
  manage: boolean;
  /** Whether the call's document may be written now: the one question the write gate asks. */
  writeDocument: boolean;
  /** Why the document may not be written, as a sentence; null when it may. */
  readOnlyReason: string | null;
};

/** How an actor stands to a call; exactly one of the columns of the table of roles. */
type Standing = 'manager' | 'chair' | 'notetaker' | 'participant' | 'guest' | 'reader' | 'stranger';

/** What an actor may do with a call. The only rule book: gates, queries, actions and buttons all ask here. */
export function access(actor: Actor, call: CallFacts): CallAccess {
  const standing = standingOf(actor, call);
  if (call.kind === 'template') return templateAccess(standing);
  const manages = standing === 'manager';
  const leads = manages || standing === 'chair';
  const runs = leads || standing === 'notetaker';
  const contributes = standing === 'participant' || (standing === 'guest' && call.guestsAllowed);

  const planned = call.status === 'planned' && !call.cancelled;
  const open = (call.status === 'live' || call.status === 'review') && !call.cancelled;
  const editAgenda = planned && (runs || (contributes && !call.agendaLocked));
  const writeNotes = open && (runs || (contributes && !call.notetakerOnly));
  const writeDocument = editAgenda || writeNotes;

  return {
    read: standing !== 'stranger' || call.visibility === 'public',
    editAgenda,
    propose: planned && (runs || contributes),
    writeNotes,
    run: leads && !call.cancelled,
    startStop: runs && !call.cancelled,
    schedule: manages && planned,
    restore: manages && call.cancelled,
    manage: manages,
    writeDocument,
    readOnlyReason: writeDocument ? null : readOnlyReason(standing, call),
  };
}

/** A template is read by the members and written by those who run the series; it is never started, nor anybody's guest. */
function templateAccess(standing: Standing): CallAccess {
  const manage = standing === 'manager';
  return {
    read: standing !== 'stranger' && standing !== 'guest',
    editAgenda: manage,
    propose: false,
    writeNotes: false,
    run: false,
    startStop: false,
    schedule: false,
    restore: false,
    manage,
    writeDocument: manage,
    readOnlyReason: manage ? null : 'The owner and the chairs of the series change its template.',
  };
}

function standingOf(actor: Actor, call: CallFacts): Standing {
  if (actor.kind === 'anonymous') return 'stranger';
  // A guest's account is good for the calls it came in to, whatever else the facts say.
  const role = actor.guest ? null : call.role;
  if (!actor.guest && actor.instanceOwner) return 'manager';
  switch (role) {
    case 'owner':
    case 'chair':
      return 'manager';
    case 'participant':
      if (call.chair) return 'chair';
      return call.notetaker ? 'notetaker' : 'participant';
    case 'reader':
      // A role that was given decides, so that lowering it also ends what a link or an assignment had given.
      return 'reader';
    case null:
      return call.callGuest ? 'guest' : 'stranger';
  }
}

function readOnlyReason(standing: Standing, call: CallFacts): string {
  if (call.cancelled) return 'This call is cancelled, so its notes do not change.';
  if (call.status === 'published') return 'These notes are published and no longer change.';
  if (standing === 'guest' && !call.guestsAllowed) return 'The chair does not let guests write on this call.';
  if (standing !== 'participant' && standing !== 'guest')
    return 'You can read these notes but not change them.';
  if (call.status === 'planned') return 'The chair has locked the agenda.';
  return 'The chair lets only the notetaker write on this call.';
}
