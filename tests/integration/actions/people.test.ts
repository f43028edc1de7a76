import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#lib/errors.ts';
import type { Actor, SeriesRole } from '#lib/policy/access.ts';
import { acceptInvitation as accept } from '#server/actions/accept-invitation.ts';
import { changeRole } from '#server/actions/change-role.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { inviteByLink } from '#server/actions/invite-by-link.ts';
import { inviteByMail } from '#server/actions/invite-by-mail.ts';
import { removeMember } from '#server/actions/remove-member.ts';
import { revokeInvitation } from '#server/actions/revoke-invitation.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { createGuest } from '#server/db/guests.ts';
import { findCallById, updateCall } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { acceptInvitation, createInvitation, listOpenInvitations } from '#server/db/invitations.ts';
import { findRole, listMembers, setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { findUserByEmail, type User } from '#server/db/users.ts';
import { sendMail } from '#server/mail/send-mail.ts';
import { invitationView } from '#server/queries/invitation-view.ts';
import { peopleView } from '#server/queries/people-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('next/navigation', () => ({ redirect: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));
vi.mock('#server/auth/begin-session.ts', () => ({ beginSession: vi.fn() }));
vi.mock('#server/auth/request-address.ts', () => ({ requestAddress: () => Promise.resolve(randomUUID()) }));
vi.mock('#server/mail/send-mail.ts', () => ({ sendMail: vi.fn() }));

type Action = (before: FormState, form: FormData) => Promise<FormState>;

function attempt(action: Action, fields: Record<string, string>): Promise<FormState> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return action(idleForm, form);
}

const address = (): string => `ada-${randomUUID().slice(0, 8)}@example.org`;

describe.each(databaseKinds)('the people of a series on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let owner: User;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    vi.mocked(sendMail).mockReset().mockResolvedValue();
    series = await makeSeries({ visibility: 'members' });
    owner = await member('owner', 'Rosa Quill');
    actAs(owner);
  });

  async function member(role: SeriesRole | null, name = 'Ada Berg', verified = true): Promise<User> {
    const user = await makeUser({ name, email: address(), emailVerifiedAt: verified ? new Date() : null });
    if (role !== null) await setRole(series.id, user.id, role);
    return user;
  }

  function actAs(user: User | null): void {
    const actor: Actor =
      user === null
        ? { kind: 'anonymous' }
        : {
            kind: 'user',
            userId: user.id,
            sessionId: 'session',
            name: user.name,
            guest: user.guest,
            instanceOwner: user.instanceOwner,
          };
    vi.mocked(currentActor).mockResolvedValue(actor);
  }

  const roleOf = (user: User): Promise<SeriesRole | null> => findRole(series.id, user.id);
  const change = (user: User, role: SeriesRole): Promise<FormState> =>
    attempt(changeRole, { seriesId: series.id, userId: user.id, role });
  const remove = (user: User): Promise<FormState> =>
    attempt(removeMember, { seriesId: series.id, userId: user.id });

  function linkTo(role: SeriesRole, maxUses: string, days = '7'): Promise<FormState> {
    return attempt(inviteByLink, { seriesId: series.id, role, days, maxUses });
  }

  async function tokenFor(role: SeriesRole = 'participant', maxUses = '1'): Promise<string> {
    const { values } = await linkTo(role, maxUses);
    return values['link']?.split('/').at(-1) ?? '';
  }

  function mail(addresses: string, role: SeriesRole = 'participant'): Promise<FormState> {
    return attempt(inviteByMail, { seriesId: series.id, role, days: '7', addresses });
  }

  /** The secret in the newest mail to an address. */
  function mailedToken(email: string): string {
    const sent = vi.mocked(sendMail).mock.calls.findLast(([{ to }]) => to === email);
    return /\/invitation\/([\w-]+)/u.exec(sent?.[0].text ?? '')?.[1] ?? '';
  }

  describe('roles', () => {
    it('are changed and taken away by an owner', async () => {
      const ada = await member('participant');
      expect(await change(ada, 'chair')).toMatchObject({
        status: 'done',
        message: 'Ada Berg is a chair now.',
      });
      expect(await roleOf(ada)).toBe('chair');
      expect(await remove(ada)).toMatchObject({ status: 'done' });
      expect(await roleOf(ada)).toBeNull();
      expect(await remove(ada)).toMatchObject({ status: 'failed' });
    });

    it('are not made owners or chairs by a chair, who is not unmade by another', async () => {
      const [ada, chair] = [await member('participant'), await member('chair')];
      actAs(chair);
      for (const role of ['owner', 'chair'] as const) expect(await change(ada, role)).toMatchObject({ status: 'failed' });
      expect(await change(owner, 'participant')).toMatchObject({ status: 'failed' });
      expect(await remove(owner)).toMatchObject({ status: 'failed' });
      const other = await member('chair');
      expect(await remove(other)).toMatchObject({ status: 'failed' });
      expect([await roleOf(ada), await roleOf(owner), await roleOf(other)]).toEqual(['participant', 'owner', 'chair']);
      expect(await change(ada, 'reader')).toMatchObject({ status: 'done' });
    }); // prettier-ignore

    it.each(['participant', 'reader', null] as const)(
      'are not changed by somebody who is %s',
      async (role) => {
        const ada = await member('reader');
        actAs(await member(role));
        expect(await change(ada, 'participant')).toMatchObject({ status: 'failed' });
        expect(await remove(ada)).toMatchObject({ status: 'failed' });
        expect(await roleOf(ada)).toBe('reader');
      },
    );

    it('of the last owner stay, and two owners who unmake each other at once leave one', async () => {
      expect(await remove(owner)).toMatchObject({ status: 'failed', message: expect.stringContaining('needs an owner') as string });
      expect(await change(owner, 'chair')).toMatchObject({ status: 'failed' });
      const other = await member('owner');
      const first = change(other, 'reader');
      actAs(other);
      const second = change(owner, 'reader');
      await Promise.all([first, second]);
      const owners = (await listMembers(series.id)).filter(({ role }) => role === 'owner');
      expect(owners).toHaveLength(1);
    }); // prettier-ignore

    it('are given up by whoever leaves, with the notes of calls to come', async () => {
      const ada = await member('participant');
      const planned = await makeCall({ seriesId: series.id });
      const over = await makeCall({ seriesId: series.id, status: 'published' });
      for (const { id } of [planned, over]) await updateCall(id, { notetakerId: ada.id, backupId: ada.id });
      actAs(ada);
      await remove(ada);
      expect(redirect).toHaveBeenCalledWith('/');
      expect(await findCallById(planned.id)).toMatchObject({ notetakerId: null, backupId: null });
      expect(await findCallById(over.id)).toMatchObject({ notetakerId: ada.id, backupId: ada.id });
    });

    it('take the open invitations along that they gave the right to', async () => {
      const other = await member('owner');
      actAs(other);
      await tokenFor('owner');
      const kept = await tokenFor('reader', '5');
      actAs(owner);
      await change(other, 'chair');
      expect((await listOpenInvitations(series.id)).map(({ role }) => role)).toEqual(['reader']);
      await remove(other);
      expect(await listOpenInvitations(series.id)).toEqual([]);
      actAs(await member(null));
      expect((await invitationView(kept))?.standing).toBe('revoked');
    });
  });

  describe('who is told of the members', () => {
    it.each<[SeriesRole | null, boolean, boolean]>([
      ['owner', true, true],
      ['chair', true, true],
      ['participant', true, false],
      ['reader', true, false],
      [null, false, false],
    ])('%s: names %s, addresses %s', async (role, names, addresses) => {
      const ada = await member('participant');
      actAs(await member(role, 'Somebody'));
      const view = await peopleView(series.slug);
      const shown = view?.members.find(({ userId }) => userId === ada.id);
      expect(shown !== undefined).toBe(names);
      expect(shown?.email === ada.email).toBe(addresses);
      expect(view?.invitations != null).toBe(addresses);
      // Their own address is theirs to see.
      expect(view?.members.some(({ self, email }) => self && email !== null) ?? false).toBe(names);
    });

    it('a series that anybody reads tells strangers and guests nothing of its members', async () => {
      const open = await makeSeries({ visibility: 'public' });
      const call = await makeCall({ seriesId: open.id });
      for (const who of [null, await member(null), await createGuest({ callId: call.id, name: 'Juno' })]) {
        actAs(who);
        expect(await peopleView(open.slug)).toBeNull();
      }
    });
  });

  describe('an invitation by a link', () => {
    it('makes members of as many as it says, and only its hash is stored', async () => {
      const token = await tokenFor('reader', '2');
      const people = [await member(null), await member(null), await member(null)];
      for (const person of people) {
        actAs(person);
        await attempt(accept, { token });
      }
      expect(await Promise.all(people.map(roleOf))).toEqual(['reader', 'reader', null]);
      expect((await invitationView(token))?.standing).toBe('usedUp');
      const rows = await prisma().invitation.findMany({ where: { seriesId: series.id } });
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(rows.map(({ uses, maxUses }) => [uses, maxUses])).toEqual([[2, 2]]);
    });

    it('lets in exactly as many as it says when more press at once', async () => {
      const { id } = await createInvitation({
        seriesId: series.id,
        role: 'participant',
        email: null,
        expiresAt: new Date(Date.now() + 60_000),
        maxUses: 3,
        createdById: owner.id,
      });
      const people = await Promise.all(Array.from({ length: 8 }, () => member(null)));
      const pressed = people.flatMap(({ id: userId }) => [userId, userId]);
      const results = await Promise.allSettled(pressed.map((userId) => acceptInvitation({ id, userId })));
      const given = results.filter((result) => result.status === 'fulfilled' && result.value);
      expect(given).toHaveLength(3);
      expect(await listMembers(series.id)).toHaveLength(4);
      expect(await prisma().invitation.findUnique({ where: { id } })).toMatchObject({ uses: 3 });
    });

    it('changes nothing when it is pressed twice, and never lowers a role', async () => {
      const token = await tokenFor('reader', '5');
      const chair = await member('chair');
      const ada = await member(null);
      for (const person of [chair, ada, ada]) {
        actAs(person);
        expect((await attempt(accept, { token })).status).toBe('done');
      }
      expect([await roleOf(chair), await roleOf(ada)]).toEqual(['chair', 'reader']);
      expect((await listOpenInvitations(series.id))[0]).toMatchObject({ uses: 1, maxUses: 5 });
      actAs(owner);
      const higher = await tokenFor('participant', '5');
      actAs(ada);
      await attempt(accept, { token: higher });
      expect(await roleOf(ada)).toBe('participant');
    });

    it('ends when it is revoked and when its time is over, also for a page that is open', async () => {
      const token = await tokenFor('participant', '5');
      const ada = await member(null);
      const [open] = await listOpenInvitations(series.id);
      await attempt(revokeInvitation, { seriesId: series.id, invitationId: open?.id ?? '' });
      actAs(ada);
      expect((await invitationView(token))?.standing).toBe('revoked');
      expect(await attempt(accept, { token })).toMatchObject({ status: 'failed' });
      await expect(acceptInvitation({ id: open?.id ?? '', userId: ada.id })).rejects.toMatchObject({ code: 'gone' });
      actAs(owner);
      const short = await tokenFor('participant', '5');
      await prisma().invitation.updateMany({ where: { seriesId: series.id }, data: { expiresAt: new Date(Date.now() - 1) } });
      actAs(ada);
      expect((await invitationView(short))?.standing).toBe('expired');
      expect(await attempt(accept, { token: short })).toMatchObject({ status: 'failed' });
      expect(await roleOf(ada)).toBeNull();
    }); // prettier-ignore

    it('asks strangers and guests to sign in, and tells nothing of the members', async () => {
      const token = await tokenFor('participant', '5');
      const call = await makeCall({ seriesId: series.id });
      for (const who of [null, await createGuest({ callId: call.id, name: 'Juno' })]) {
        actAs(who);
        const view = await invitationView(token);
        expect(view).toMatchObject({ standing: 'signIn', invitedBy: 'Rosa Quill', email: null });
        expect(JSON.stringify(view)).not.toContain(owner.email);
        expect(await attempt(accept, { token })).toMatchObject({ status: 'failed' });
      }
      expect(await listMembers(series.id)).toHaveLength(1);
      expect(await invitationView('nothing')).toBeNull();
    });

    it('of a role that the asker may not give is not made, nor one for chairs without a limit', async () => {
      expect(await linkTo('chair', '')).toMatchObject({ status: 'failed', details: { maxUses: expect.any(String) as string } });
      for (const wrong of ['0', '-1', '501', 'many']) expect(await linkTo('reader', wrong)).toMatchObject({ status: 'failed' });
      expect(await linkTo('reader', '5', '2')).toMatchObject({ status: 'failed' });
      actAs(await member('chair'));
      for (const role of ['owner', 'chair'] as const) expect(await linkTo(role, '1')).toMatchObject({ status: 'failed' });
      for (const role of ['participant', 'reader'] as const) expect(await linkTo(role, '')).toMatchObject({ status: 'done' });
      for (const role of ['participant', 'reader', null] as const) {
        actAs(await member(role));
        expect(await linkTo('reader', '1')).toMatchObject({ status: 'failed' });
      }
      expect(await listOpenInvitations(series.id)).toHaveLength(2);
    }); // prettier-ignore

    it('of another series is not revoked by its chair', async () => {
      await tokenFor();
      const [open] = await listOpenInvitations(series.id);
      const elsewhere = await makeSeries();
      const chair = await makeUser();
      await setRole(elsewhere.id, chair.id, 'chair');
      actAs(chair);
      expect(await attempt(revokeInvitation, { seriesId: elsewhere.id, invitationId: open?.id ?? '' })).toMatchObject({ status: 'failed' });
      expect(await listOpenInvitations(series.id)).toHaveLength(1);
    }); // prettier-ignore
  });

  describe('an invitation by mail', () => {
    it('goes to each address once, says who invites to what, and answers the same for accounts and strangers', async () => {
      const known = await member(null);
      const fresh = address();
      const state = await mail(`  ${known.email ?? ''}\nAda Berg <${fresh.toUpperCase()}>\n${fresh}\n`);
      expect(state).toMatchObject({ status: 'done', message: '2 invitations are on their way.' });
      const receivers = vi.mocked(sendMail).mock.calls.map(([{ to }]) => to);
      expect(receivers).toHaveLength(2);
      expect(new Set(receivers)).toEqual(new Set([known.email, fresh]));
      const sent = vi.mocked(sendMail).mock.calls[0]?.[0];
      expect(sent?.subject).toBe('Rosa Quill invites you to Harbour Team');
      expect(sent?.text).toContain('as a participant');
      actAs(known);
      await attempt(accept, { token: mailedToken(known.email ?? '') });
      expect(await roleOf(known)).toBe('participant');
    });

    it('sends nothing while an address cannot be read, and nothing to members', async () => {
      const ada = await member('reader');
      for (const [text, problem] of [
        ['', 'Write the address'],
        [`${address()}\nnot an address`, '“not an address” is not an e-mail address.'],
        [Array.from({ length: 51 }, address).join('\n'), 'at most 50'],
        [ada.email ?? '', 'a member’s address already'],
      ] as const)
        expect((await mail(text)).details['addresses']).toContain(problem);
      expect(sendMail).not.toHaveBeenCalled();
      expect(await listOpenInvitations(series.id)).toEqual([]);
    });

    it('is no invitation when the mail server does not take the mail', async () => {
      const [fine, lost] = [address(), address()];
      vi.mocked(sendMail).mockImplementation(({ to }) =>
        to === lost ? Promise.reject(new AppError('unavailable', { message: 'No.' })) : Promise.resolve(),
      );
      expect(await mail(lost)).toMatchObject({ status: 'failed', values: { addresses: lost } });
      expect((await mail(`${fine}\n${lost}`)).message).toContain(`did not take the mail to ${lost}`);
      expect((await listOpenInvitations(series.id)).map(({ email }) => email)).toEqual([fine]);
    });

    it('ends when the address is invited again', async () => {
      const fresh = address();
      await mail(fresh, 'reader');
      const first = mailedToken(fresh);
      await mail(fresh, 'participant');
      actAs(null);
      expect((await invitationView(first))?.standing).toBe('revoked');
      expect((await invitationView(mailedToken(fresh)))?.standing).toBe('setUpAccount');
    });

    it('sets up the account of an address that has none, proved by the mail', async () => {
      const fresh = address();
      await mail(fresh);
      const token = mailedToken(fresh);
      actAs(null);
      expect(await attempt(accept, { token, name: ' ', password: '' })).toMatchObject({ status: 'failed' });
      expect(await attempt(accept, { token, name: 'Ada', password: 'short' })).toMatchObject({
        status: 'failed',
        details: { password: expect.any(String) as string },
        values: { name: 'Ada' },
      });
      expect(await findUserByEmail(fresh)).toBeNull();
      await attempt(accept, { token, name: ' Ada  Berg ', password: 'a few words in a row' });
      const made = await findUserByEmail(fresh);
      expect(made).toMatchObject({ name: 'Ada Berg', guest: false, instanceOwner: false });
      expect(made?.emailVerifiedAt).toBeInstanceOf(Date);
      expect(made?.passwordHash).toMatch(/^scrypt\$/u);
      expect(beginSession).toHaveBeenCalledWith(made?.id, 'invitation');
      expect(redirect).toHaveBeenCalledWith(`/${series.slug}`);
      expect((await listMembers(series.id)).map(({ email }) => email)).toContain(fresh);
      expect(await attempt(accept, { token, name: 'Eve' })).toMatchObject({ status: 'failed' });
    });

    it('sets up no account, and none is left behind, when it was revoked meanwhile', async () => {
      const fresh = address();
      await mail(fresh);
      const token = mailedToken(fresh);
      actAs(null);
      expect((await invitationView(token))?.standing).toBe('setUpAccount');
      await prisma().invitation.updateMany({
        where: { seriesId: series.id },
        data: { revokedAt: new Date() },
      });
      expect(await attempt(accept, { token, name: 'Ada' })).toMatchObject({ status: 'failed' });
      expect(await findUserByEmail(fresh)).toBeNull();
    });

    it('serves only the account that has proved the address', async () => {
      const ada = await member(null, 'Ada Berg', false);
      await mail(ada.email ?? '');
      const token = mailedToken(ada.email ?? '');
      const eve = await member(null, 'Eve');
      actAs(null);
      expect(await invitationView(token)).toMatchObject({ standing: 'signIn', email: ada.email });
      actAs(eve);
      expect(await invitationView(token)).toMatchObject({
        standing: 'otherAccount',
        email: 'a…@example.org',
      });
      expect(await attempt(accept, { token })).toMatchObject({ status: 'failed' });
      actAs(ada);
      expect((await invitationView(token))?.standing).toBe('unproven');
      expect(await attempt(accept, { token })).toMatchObject({ status: 'failed' });
      await prisma().user.update({ where: { id: ada.id }, data: { emailVerifiedAt: new Date() } });
      await attempt(accept, { token });
      expect([await roleOf(ada), await roleOf(eve)]).toEqual(['participant', null]);
    });
  });
});
