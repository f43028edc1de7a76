import 'server-only';
import { cache } from 'react';
import { seriesRoles, type Actor, type SeriesRole, type Visibility } from '#lib/policy/access.ts';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { roleChangeRefusal } from '#lib/policy/series-roles.ts';
import { rosterLookAlikes } from '#lib/speakers/roster-look-alikes.ts';
import { isUnknownVoice } from '#lib/speakers/unknown-voice.ts';
import { listOpenInvitations } from '#server/db/invitations.ts';
import { listMembers, type Member } from '#server/db/memberships.ts';
import { listOwnAliases, listPersonAccounts, listRoster, spokenBy } from '#server/db/people.ts';
import { loadEnv } from '#server/env.ts';
import { readableSeries, type ReadableSeries } from './readable-series.ts';
import { rotaView, type RotaView } from './rota-view.ts';

export type MemberView = {
  userId: string;
  name: string;
  /** Null where the asker is not told. */
  email: string | null;
  role: SeriesRole;
  since: string;
  self: boolean;
  /** The roles that the asker may give them; empty when they stay as they are. */
  mayBecome: SeriesRole[];
  mayRemove: boolean;
};

export type InvitationRow = {
  id: string;
  role: SeriesRole;
  email: string | null;
  expiresAt: string;
  uses: number;
  maxUses: number | null;
  invitedBy: string | null;
};

export type PersonView = {
  id: string;
  number: number;
  name: string;
  initials: string;
  /** The colour chosen for them; null to follow the number. */
  colour: number | null;
  /** Every other name, those of people merged into them included. */
  aliases: readonly string[];
  ownAliases: readonly string[];
  merged: { id: string; name: string }[];
  account: { userId: string; name: string } | null;
  lines: number;
  lastCall: number | null;
  /** Names on the roster that a reader takes for theirs. */
  lookAlikes: readonly string[];
  /** Whether it is a voice that nobody knows, another one on each call. */
  unknown: boolean;
};

export type PeopleView = {
  seriesId: string;
  slug: string;
  seriesTitle: string;
  visibility: Visibility;
  access: SeriesAccess;
  members: MemberView[];
  /** Null where the asker invites nobody. */
  invitations: InvitationRow[] | null;
  /** Whether mails go out; else they stand in the server's log. */
  mailed: boolean;
  roster: PersonView[];
  rota: RotaView;
};

/** Who belongs to a series and who speaks on its calls; null when the asker is not told. */
export const peopleView = cache(async (slug: string): Promise<PeopleView | null> => {
  const found = await readableSeries(slug);
  if (found === null || !found.access.seeMembers) return null;
  const { series, access } = found;
  const [members, invitations, roster, rota] = await Promise.all([
    listMembers(series.id),
    access.invite ? listOpenInvitations(series.id) : null,
    rosterView(series.id, access.editRoster),
    rotaView(found),
  ]);
  return {
    seriesId: series.id,
    slug: series.slug,
    seriesTitle: series.title,
    visibility: series.visibility,
    access,
    members: members.map((member) => memberView(member, members, found)),
    invitations:
      invitations?.map(({ expiresAt, createdAt: _made, ...invitation }) => ({
        ...invitation,
        expiresAt: expiresAt.toISOString(),
      })) ?? null,
    mailed: loadEnv().smtpUrl !== null,
    roster,
    rota,
  };
});

function memberView(
  { userId, name, email, role, since }: Member,
  members: readonly Member[],
  { actor, series, role: ownRole, access }: ReadableSeries,
): MemberView {
  const otherOwners = members.filter((other) => other.role === 'owner' && other.userId !== userId).length;
  const may = (to: SeriesRole | null): boolean =>
    roleChangeRefusal(
      actor,
      { visibility: series.visibility, role: ownRole },
      { userId, from: role, to, otherOwners },
    ) === null;
  const self = isSelf(actor, userId);
  return {
    userId,
    name,
    email: access.invite || self ? email : null,
    role,
    since: since.toISOString(),
    self,
    mayBecome: seriesRoles.filter((to) => to !== role && may(to)),
    mayRemove: may(null),
  };
}

function isSelf(actor: Actor, userId: string): boolean {
  return actor.kind === 'user' && actor.userId === userId;
}

async function rosterView(seriesId: string, edits: boolean): Promise<PersonView[]> {
  const [roster, ownAliases, accounts, spoken] = await Promise.all([
    listRoster(seriesId),
    listOwnAliases(seriesId),
    listPersonAccounts(seriesId),
    spokenBy(seriesId),
  ]);
  const known = roster.filter((person) => !isUnknownVoice(seriesId, person));
  const lookAlikes = edits ? rosterLookAlikes(known) : new Map<string, string[]>();
  return roster.map(({ id, number, name, initials, colour, aliases, merged }) => {
    const ids = [id, ...merged.map((other) => other.id)];
    const said = ids.flatMap((one) => spoken.get(one) ?? []);
    const account = accounts.find(({ personId }) => personId === id);
    return {
      id,
      number,
      name,
      initials,
      colour,
      aliases,
      ownAliases: ownAliases.get(id) ?? [],
      merged,
      account: account === undefined ? null : { userId: account.userId, name: account.name },
      lines: said.reduce((sum, { lines }) => sum + lines, 0),
      lastCall: said.length === 0 ? null : Math.max(...said.map(({ lastCall }) => lastCall)),
      lookAlikes: lookAlikes.get(id) ?? [],
      unknown: isUnknownVoice(seriesId, { id, name }),
    };
  });
}
