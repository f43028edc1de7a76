import { prisma } from '#server/db/client.ts';
import { log } from '#server/log.ts';
import { reprojectCall } from './reproject.ts';

/** Calls whose log has moved past the position that their rows stand for. */
export async function callsBehind(): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT "Call".id FROM "Call"
    WHERE EXISTS (
      SELECT 1 FROM "DocumentUpdate"
      WHERE "DocumentUpdate"."callId" = "Call".id AND "DocumentUpdate".id > "Call"."projectedTo"
    ) OR EXISTS (
      SELECT 1 FROM "DocumentSnapshot"
      WHERE "DocumentSnapshot"."callId" = "Call".id AND "DocumentSnapshot"."upTo" > "Call"."projectedTo"
    )`;
  return rows.map((row) => row.id);
}

/**
 * Projects the calls that a server which was killed left behind, so that pages show all that was saved before
 * anybody opens them. A call whose document is damaged is logged and left: its rows stay as they are.
 */
export async function catchUpProjections(): Promise<void> {
  for (const callId of await callsBehind()) {
    try {
      await reprojectCall(callId);
      log.info({ callId }, 'projection caught up');
    } catch (error) {
      log.error({ callId, err: error }, 'projection cannot catch up');
    }
  }
}
