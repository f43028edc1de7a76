import 'server-only';
import { currentActor } from '#server/auth/current-actor.ts';
import { prisma } from '#server/db/client.ts';

export type JoinView = {
  seriesTitle: string;
  number: number;
  title: string;
  startsAt: string | null;
  heldOn: string | null;
  zone: string;
  /** The name of whoever is signed in already; null for a stranger. */
  as: string | null;
};

/** The call that a link lets guests in to; null when the link opens nothing. The link is the right to ask. */
export async function joinView(guestToken: string): Promise<JoinView | null> {
  const call = await prisma().call.findUnique({
    where: { guestToken, kind: 'call' },
    select: {
      number: true,
      title: true,
      startsAt: true,
      heldOn: true,
      guestsAllowed: true,
      series: { select: { title: true, zone: true } },
    },
  });
  if (call === null || !call.guestsAllowed) return null;
  const actor = await currentActor();
  return {
    seriesTitle: call.series.title,
    number: call.number,
    title: call.title,
    startsAt: call.startsAt?.toISOString() ?? null,
    heldOn: call.heldOn?.toISOString().slice(0, 10) ?? null,
    zone: call.series.zone,
    as: actor.kind === 'user' ? actor.name : null,
  };
}
