import { AppError } from '#lib/errors.ts';
import { access, type Actor, type CallAccess } from '#lib/policy/access.ts';
import { bus } from '#server/bus.ts';
import { callFacts } from '#server/db/call-facts.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { lockCall, projectionLimits } from '#server/projection/project-call.ts';

/** A call whose row is locked until the transaction ends, and what the asker may do with it. */
export type LockedCall = { callId: string; seriesId: string; access: CallAccess };

/** What a change of agendas does inside its transaction. */
export type AgendaChange = {
  tx: Transaction;
  /**
   * Locks a call and asks policy anew, so that what is allowed now is allowed when it is written.
   * @throws AppError `not_found` when it is gone or hidden from the actor.
   */
  lock(callId: string): Promise<LockedCall>;
  /** Has open rooms read the log of a call once the change is committed; null for nothing new. */
  wrote(callId: string, logId: bigint | null): void;
};

/** Runs a change of one or more agendas in one transaction for an actor, and tells the open rooms of it after. */
export async function changeAgenda<Result>(
  actor: Actor,
  change: (agenda: AgendaChange) => Promise<Result>,
): Promise<Result> {
  const written: { callId: string; logId: bigint }[] = [];
  const result = await prisma().$transaction(
    (tx) =>
      change({
        tx,
        lock: (callId) => lockFor(actor, callId, tx),
        wrote: (callId, logId) => {
          if (logId !== null) written.push({ callId, logId });
        },
      }),
    projectionLimits,
  );
  for (const one of written) bus().publish('document', one);
  return result;
}

async function lockFor(actor: Actor, callId: string, tx: Transaction): Promise<LockedCall> {
  const locked = await lockCall(tx, callId);
  const found = locked === null ? null : await callFacts(callId, actor, tx);
  const allowed = found === null ? null : access(actor, found.facts);
  if (found === null || allowed === null || !allowed.read) {
    throw new AppError('not_found', { message: 'There is no such call, or you may not open it.' });
  }
  return { callId, seriesId: found.seriesId, access: allowed };
}
