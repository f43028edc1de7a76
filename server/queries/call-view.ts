import 'server-only';
import { cache } from 'react';
import type { ItemVotes } from '#lib/collab/call-state.ts';
import type { StoredTerm } from '#lib/glossary/glossary-term.ts';
import type { Actor, CallAccess, CallStatus } from '#lib/policy/access.ts';
import { possibleMoves, type CallMove } from '#lib/policy/call-moves.ts';
import { proposerName } from '#lib/policy/proposer-name.ts';
import { seriesAccess, type SeriesAccess } from '#lib/policy/series-access.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { callAccess, type AccessToCall } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { listVotes } from '#server/db/agenda-votes.ts';
import { prisma } from '#server/db/client.ts';
import { listTerms } from '#server/db/glossary.ts';
import { listGuests } from '#server/db/guests.ts';
import { listMembers } from '#server/db/memberships.ts';
import { listRoster, type RosterPerson } from '#server/db/people.ts';
import { loadEnv } from '#server/env.ts';
import { callHandsView, type CallHandsView } from './call-hands-view.ts';
import { editorSettingsView } from './editor-settings-view.ts';
import { notesView, type NotesView } from './notes-view.ts';

export type CallView = {
  callId: string;
  seriesId: string;
  lineage: string;
  series: {
    slug: string;
    title: string;
    zone: string;
    sample: boolean;
    public: boolean;
    /** Where its recordings are found; null when nobody said. */
    recordingChannel: string | null;
  };
  number: number;
  title: string;
  startsAt: string | null;
  /** The day, `YYYY-MM-DD`, of imported notes that give no time. */
  heldOn: string | null;
  lengthMinutes: number;
  status: CallStatus;
  /** Null while it is to be held. */
  cancelled: { reason: string | null } | null;
  /** The instant it was planned for first; null when it is held then. */
  movedFrom: string | null;
  /** When its plan last changed, as `changeCallPlan` wants it back. */
  changedAt: string;
  recordingUrl: string | null;
  hands: CallHandsView;
  agendaLocked: boolean;
  startedAt: string | null;
  endedAt: string | null;
  publishedAt: string | null;
  reopenedAt: string | null;
  intro: string;
  outro: string;
  access: CallAccess;
  moves: CallMove[];
  notes: NotesView;
  /** Who wants which item; empty once the call has begun. */
  votes: ItemVotes[];
  roster: RosterPerson[];
  /** What helps the asker to write the terms of the series; no terms where they may not write, or not read the series. */
  glossary: { terms: StoredTerm[]; mayAdd: boolean };
  me: {
    userId: string;
    name: string;
    settings: EditorSettings;
    /** How they stand beside the items they add before the call; null for those who run it. */
    proposesAs: string | null;
  } | null;
  /** Neighbours in the series, by number; null as well where the asker may not read the series. */
  previous: number | null;
  next: number | null;
  /** When the next call starts; null as well where the asker may not read the series. */
  nextCallAt: string | null;
  /** What only those who run the call are given. */
  chair: {
    guestLink: string;
    guestsAllowed: boolean;
    /** Who came in by the link, the first to come first. */
    guests: { id: string; name: string; hasAccount: boolean }[];
    candidates: { id: string; name: string }[];
  } | null;
};

/** Everything the page of a call shows; null when there is no such call for the asker. */
export const callView = cache(async (slug: string, number: number): Promise<CallView | null> => {
  const actor = await currentActor();
  const call = await prisma().call.findFirst({
    where: { kind: 'call', number, series: { slug: slug.toLowerCase() } },
    include: {
      series: {
        select: {
          slug: true,
          title: true,
          zone: true,
          sample: true,
          visibility: true,
          recordingChannel: true,
        },
      },
    },
  });
  if (call === null) return null;
  const allowed = await callAccess(actor, call.id);
  if (allowed === null || !allowed.access.read) return null;

  const inSeries = accessToSeries(actor, allowed);
  const [notes, votes, roster, terms, neighbours, chair, settings, hands] = await Promise.all([
    notesView(allowed, inSeries.read),
    call.status === 'planned' ? listVotes(call.id) : [],
    listRoster(call.seriesId),
    inSeries.read && allowed.access.writeDocument ? listTerms(call.seriesId) : [],
    inSeries.read ? findNeighbours(call.seriesId, number) : noNeighbours,
    allowed.access.run ? chairView(call) : null,
    editorSettingsView(),
    callHandsView(allowed, actor),
  ]);
  return {
    callId: call.id,
    seriesId: call.seriesId,
    lineage: call.lineage,
    series: {
      slug: call.series.slug,
      title: call.series.title,
      zone: call.series.zone,
      sample: call.series.sample,
      public: call.series.visibility === 'public',
      recordingChannel: call.series.recordingChannel,
    },
    number: call.number,
    title: call.title,
    startsAt: call.startsAt?.toISOString() ?? null,
    heldOn: call.heldOn?.toISOString().slice(0, 10) ?? null,
    lengthMinutes: call.lengthMinutes,
    status: call.status,
    cancelled: call.cancelledAt === null ? null : { reason: call.cancelReason },
    movedFrom: call.movedFrom?.toISOString() ?? null,
    changedAt: call.changedAt.toISOString(),
    recordingUrl: call.recordingUrl,
    hands,
    agendaLocked: call.agendaLocked,
    startedAt: call.startedAt?.toISOString() ?? null,
    endedAt: call.endedAt?.toISOString() ?? null,
    publishedAt: call.publishedAt?.toISOString() ?? null,
    reopenedAt: call.reopenedAt?.toISOString() ?? null,
    intro: call.intro,
    outro: call.outro,
    access: allowed.access,
    moves: possibleMoves(call.status, allowed.access),
    notes,
    votes,
    roster,
    glossary: { terms, mayAdd: inSeries.addTerms },
    me:
      actor.kind === 'user' && settings !== null
        ? {
            userId: actor.userId,
            name: actor.name,
            settings,
            proposesAs: allowed.access.run ? null : proposerName(actor),
          }
        : null,
    ...neighbours,
    chair,
  };
});

type Neighbours = Pick<CallView, 'previous' | 'next' | 'nextCallAt'>;

const noNeighbours: Neighbours = { previous: null, next: null, nextCallAt: null };

/** Who came in by a call's link is told neither which other calls there are nor the glossary. */
function accessToSeries(actor: Actor, { facts }: AccessToCall): SeriesAccess {
  return seriesAccess(actor, { visibility: facts.visibility, role: facts.role });
}

async function findNeighbours(seriesId: string, number: number): Promise<Neighbours> {
  const [before, after] = await Promise.all([
    prisma().call.aggregate({
      where: { seriesId, kind: 'call', number: { lt: number } },
      _max: { number: true },
    }),
    prisma().call.findMany({
      where: { seriesId, kind: 'call', number: { gt: number } },
      orderBy: { number: 'asc' },
      take: 5,
      select: { number: true, startsAt: true, cancelledAt: true },
    }),
  ]);
  return {
    previous: before._max.number,
    next: after[0]?.number ?? null,
    nextCallAt: after.find((call) => call.cancelledAt === null)?.startsAt?.toISOString() ?? null,
  };
}

async function chairView(call: {
  id: string;
  seriesId: string;
  guestToken: string;
  guestsAllowed: boolean;
}): Promise<NonNullable<CallView['chair']>> {
  const [members, guests] = await Promise.all([listMembers(call.seriesId), listGuests(call.id)]);
  return {
    guestLink: `${loadEnv().publicUrl}/join/${call.guestToken}`,
    guestsAllowed: call.guestsAllowed,
    guests: guests.map(({ userId, name, hasAccount }) => ({ id: userId, name, hasAccount })),
    candidates: members
      .filter((member) => member.role !== 'reader')
      .map(({ userId, name }) => ({ id: userId, name })),
  };
}
