import 'server-only';
import type { Actor } from '#lib/policy/access.ts';
import { notesTurn } from '#lib/policy/notes-turn.ts';
import type { AccessToCall } from '#server/auth/call-access.ts';
import { prisma } from '#server/db/client.ts';
import { nextHands } from '#server/planning/pass-notes-on.ts';

type Hand = { id: string; name: string };

/** In whose hands a call is. */
export type CallHandsView = {
  notetaker: Hand | null;
  /** Whether the notetaker has said yes; they are only proposed else. */
  accepted: boolean;
  backup: Hand | null;
  chair: Hand | null;
  /** Whether the asker may say yes to taking the notes. */
  mayAccept: boolean;
  /** Who is asked when the asker hands the notes on; null when they may not, or nobody else can. */
  passesTo: string | null;
  /** Whether the notes are the asker's own to take. */
  own: boolean;
};

const hand = { select: { id: true, name: true } } as const;

/** In whose hands a call is, and what the asker may do about it. Takes the access that was asked for first. */
export async function callHandsView(
  { callId, access, facts }: AccessToCall,
  actor: Actor,
): Promise<CallHandsView> {
  const call = await prisma().call.findUniqueOrThrow({
    where: { id: callId },
    select: {
      seriesId: true,
      startsAt: true,
      notetakerId: true,
      notetakerAcceptedAt: true,
      backupId: true,
      notetaker: hand,
      backup: hand,
      chair: hand,
    },
  });
  const accepted = call.notetakerId !== null && call.notetakerAcceptedAt !== null;
  const turn = notesTurn(actor, access, { status: facts.status, notetakerId: call.notetakerId, accepted });
  const next = turn.pass ? await nextHands(prisma(), call) : null;
  return {
    notetaker: call.notetaker,
    accepted,
    backup: call.backup,
    chair: call.chair,
    mayAccept: turn.accept,
    passesTo: next?.notetakerId == null ? null : await nameOf(next.notetakerId),
    own: actor.kind === 'user' && actor.userId === call.notetakerId,
  };
}

async function nameOf(userId: string): Promise<string | null> {
  return (await prisma().user.findUnique({ where: { id: userId }, select: { name: true } }))?.name ?? null;
}
