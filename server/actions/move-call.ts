'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callMoveRules, callMoves } from '#lib/policy/call-moves.ts';
import { formatUtc } from '#lib/times/format-instant.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { findCallById, setCallStatus, type Call } from '#server/db/calls.ts';
import { log } from '#server/log.ts';
import { planNextCall, type NextCall } from '#server/planning/plan-next-call.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormLink, FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), move: z.enum(callMoves) });

/** Starts, ends, publishes or reopens a call. The first publishing makes the next call of the series. */
export async function moveCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, move }) => {
    const rule = callMoveRules[move];
    await requireCall(callId, rule.right);
    await setCallStatus(callId, rule.to, { from: rule.from });
    publishAccess({ callId });
    const said = move === 'publish' ? await planNext(callId) : null;
    revalidatePath('/', 'layout');
    return said;
  });
}

type Said = { message: string; link: FormLink } | null;

/**
 * Plans the next call after a publishing, which stands whatever happens here: the notes are out already, and the next call
 * can be planned by hand.
 */
async function planNext(callId: string): Promise<Said> {
  const published = await findCallById(callId);
  if (published === null) return null;
  const { slug } = published.series;
  const actor = await currentActor();
  try {
    return wordsOf(await planNextCall(callId, actor.kind === 'user' ? actor.userId : null), slug);
  } catch (error) {
    log.error({ callId, err: error }, 'the next call cannot be planned');
    return {
      message: 'The notes are published. The next call could not be planned by itself.',
      link: { href: `/${slug}/new-call`, text: 'Plan it by hand' },
    };
  }
}

function wordsOf(next: NextCall, slug: string): Said {
  if (next.outcome === 'nothing') return null;
  const { call } = next;
  const number = `#${String(call.number)}`;
  const link = { href: `/${slug}/${String(call.number)}`, text: `Open ${number}` };
  const message =
    next.outcome === 'made'
      ? `The notes are published, and call ${number} is planned${whenOf(call)}.`
      : `The notes are published. What is still open was added to call ${number}.`;
  return { message, link };
}

function whenOf({ startsAt }: Call): string {
  return startsAt === null ? '; its time is not set yet' : ` for ${formatUtc(startsAt)}`;
}
