import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readStopToken } from '#server/auth/stop-link.ts';
import { cancelCall, changeCallPlan, restoreCall } from '#server/db/call-plan.ts';
import { claimMail, pruneCallMails } from '#server/db/call-mails.ts';
import { setCallStatus, type Call, type NewCall } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { removeRole, setReminders, setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { setEnv } from '#server/env.ts';
import { closeMailer } from '#server/mail/mailer.ts';
import { sendMail } from '#server/mail/send-mail.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { sendCallMails } from '#server/reminders/send-call-mails.ts';
import { stopMails } from '#server/reminders/stop-mails.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

const HOUR_MS = 3_600_000;
const start = new Date('2031-03-10T13:00:00Z');
/** So many hours before the call. */
const before = (hours: number): Date => new Date(start.getTime() - hours * HOUR_MS);
const later = (date: Date, minutes: number): Date => new Date(date.getTime() + minutes * 60_000);

describe.each(databaseKinds)('mails about calls on %s', (kind) => {
  let test: TestDatabase;
  let server: MailServer;
  let series: Series;
  let members: { id: string; email: string }[];
  beforeAll(async () => {
    test = await withDatabase(kind);
    server = await startMailServer();
    setEnv({
      CALLNOTES_DATA: test.dataFolder,
      CALLNOTES_URL: 'https://notes.example',
      SMTP_URL: server.url,
      MAIL_FROM: 'Callnotes <notes@example.org>',
      LOG_LEVEL: 'silent',
    });
  });
  afterAll(async () => {
    closeMailer();
    setEnv({ SMTP_URL: '', MAIL_FROM: '', CALLNOTES_URL: '' });
    await server.close();
    await test.close();
  });
  beforeEach(async () => {
    series = await makeSeries({ title: 'Core call', zone: 'Europe/Paris' });
    members = [];
    for (const role of ['owner', 'participant', 'reader'] as const) {
      const { id, email } = await makeUser();
      await setRole(series.id, id, role);
      members.push({ id, email: email ?? '' });
    }
  });
  afterEach(async () => {
    server.mails.length = 0;
    await prisma().series.deleteMany();
  });

  const planned = async (input: Partial<NewCall> = {}): Promise<Call> =>
    makeCall({ seriesId: series.id, title: 'Relay', startsAt: start, ...input });
  const send = async (now: Date): Promise<number> => sendCallMails({ now, send: sendMail });
  const subjects = (): string[] => server.mails.map((mail) => mail.header('subject') ?? '');
  const receivers = (): string[] => server.mails.flatMap(({ to }) => to).toSorted();
  const everybody = (): string[] => members.map(({ email }) => email).toSorted();
  async function move(call: Call, startsAt: Date, now: Date): Promise<void> {
    const { title, lengthMinutes, changedAt } = await prisma().call.findUniqueOrThrow({
      where: { id: call.id },
    });
    await changeCallPlan(call.id, { title, startsAt, lengthMinutes }, { seen: changedAt, now });
  }

  it('remind each member once, a day before, with time, agenda, link and a way to stop', async () => {
    const agenda = notes(
      item({ id: 'one', minutes: 5 }, 'Welcome'),
      item({ id: 'two', minutes: 10, proposer: 'Ilse' }, 'Budget'),
      line({ id: 'line' }),
    );
    const call = await planned({ notes: agenda });
    await reprojectCall(call.id);
    expect(await send(before(24.1))).toBe(0);
    expect(await send(before(24))).toBe(3);
    expect(await send(later(before(24), 1))).toBe(0);
    expect(await send(before(1))).toBe(0);
    expect(receivers()).toEqual(everybody());
    const mail = await server.mailTo(members[1]?.email ?? '');
    expect(mail.header('subject')).toBe(
      'Reminder: Core call #1: Relay, Monday 10 March 2031, 14:00 Paris (13:00 UTC)',
    );
    expect(mail.text.replaceAll('\r\n', '\n')).toContain(
      '1. Welcome, 5 min\n2. Budget, 10 min, proposed by Ilse',
    );
    expect(mail.text).toContain(`Page: https://notes.example/${series.slug}/1`);
    expect(mail.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [, token = ''] =
      /^<https:\/\/notes\.example\/reminders\/([\w.-]+)\/stop>$/u.exec(
        mail.header('list-unsubscribe') ?? '',
      ) ?? [];
    expect(readStopToken(token)).toEqual({ seriesId: series.id, userId: members[1]?.id });
    expect(mail.text).toContain(`https://notes.example/reminders/${token}`);
  });

  it('go to nobody who stopped them, left, or has no address, and to nobody for samples, guests or what is not planned', async () => {
    await planned();
    const [owner, participant, reader] = members;
    await setReminders(series.id, owner?.id ?? '', false);
    await removeRole(series.id, participant?.id ?? '');
    await prisma().user.update({ where: { id: reader?.id ?? '' }, data: { email: null } });
    const live = await planned();
    await setCallStatus(live.id, 'live', { from: 'planned' });
    const sample = await makeSeries({ sample: true });
    await makeCall({ seriesId: sample.id, startsAt: start });
    await setRole(sample.id, owner?.id ?? '', 'owner');
    expect(await send(before(20))).toBe(0);
    expect(server.mails).toEqual([]);
  });

  it('are stopped by the link in them, which is good for nothing else', async () => {
    await planned();
    await send(before(24));
    const mail = await server.mailTo(members[2]?.email ?? '');
    const [, token = ''] = /reminders\/([\w.-]+)\/stop/u.exec(mail.header('list-unsubscribe') ?? '') ?? [];
    const [named = '', sealed = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify([series.id, members[0]?.id])).toString('base64url');
    for (const wrong of [
      '',
      '.',
      `${named}.`,
      `${other}.${sealed}`,
      `${token}.x`,
      `${named}.${sealed.slice(1)}`,
    ]) {
      expect(await stopMails(wrong)).toBe(false);
    }
    expect(await stopMails(token)).toBe(true);
    const still = await prisma().membership.findMany({ where: { seriesId: series.id, reminders: true } });
    expect(new Set(still.map(({ userId }) => userId))).toEqual(
      new Set(members.slice(0, 2).map(({ id }) => id)),
    );
  });

  it('remind again when a call was moved, and tell of the move when it is near', async () => {
    const call = await planned();
    await send(before(24));
    const moved = later(start, 7 * 24 * 60);
    await move(call, moved, before(20));
    expect(await send(before(20))).toBe(3);
    expect(subjects().slice(3)).toEqual(
      Array.from(
        { length: 3 },
        () => 'Moved: Core call #1: Relay, Monday 17 March 2031, 14:00 Paris (13:00 UTC)',
      ),
    );
    expect(server.mails.at(-1)?.text).toContain('Before: Monday 10 March 2031, 14:00 Paris (13:00 UTC)');
    expect(await send(later(moved, -24 * 60))).toBe(3);
    expect(subjects().at(-1)).toMatch(/^Reminder: .*17 March/u);
  });

  it('tell of a move within the last day once, which reminds too', async () => {
    const call = await planned();
    await move(call, later(start, 60), before(20));
    expect(await send(before(20))).toBe(3);
    expect(await send(before(10))).toBe(0);
    expect(subjects().every((subject) => subject.startsWith('Moved: '))).toBe(true);
  });

  it('tell of several moves as one, and of a move and back not at all', async () => {
    const call = await planned();
    await move(call, later(start, 60), before(40));
    await move(call, later(start, 120), before(39));
    expect(await send(before(39))).toBe(3);
    expect(server.mails.at(-1)?.text).toContain('Before: Monday 10 March 2031, 14:00 Paris');
    await move(call, later(start, 180), before(38));
    await move(call, later(start, 120), before(37));
    expect(await send(before(37))).toBe(0);
  });

  it('say nothing of what changes more than two days ahead, nor of another title or length', async () => {
    const call = await planned();
    await move(call, later(start, 60), before(72));
    await move(call, start, before(71));
    const { changedAt } = await prisma().call.findUniqueOrThrow({ where: { id: call.id } });
    const plan = { title: 'Other', startsAt: start, lengthMinutes: 30 };
    await changeCallPlan(call.id, plan, { seen: changedAt, now: before(30) });
    await cancelCall(call.id, null, before(60));
    await restoreCall(call.id, before(59));
    expect(await send(before(30))).toBe(0);
  });

  it('never remind of a cancelled call, and tell of the cancellation and of its end when it is near', async () => {
    const call = await planned();
    await cancelCall(call.id, 'Holiday', before(40));
    expect(await send(before(40))).toBe(3);
    expect(subjects().every((subject) => subject.startsWith('Cancelled: '))).toBe(true);
    expect(server.mails[0]?.text).toContain('Why: Holiday');
    expect(await send(before(23))).toBe(0);
    await restoreCall(call.id, before(22));
    expect(await send(before(22))).toBe(3);
    expect(subjects().at(-1)).toMatch(/^Held after all: /u);
    expect(await send(before(21))).toBe(0);
  });

  it('say nothing of a cancellation that was taken back before anybody was told', async () => {
    const call = await planned();
    await cancelCall(call.id, null, before(40));
    await restoreCall(call.id, before(40));
    expect(await send(before(40))).toBe(0);
  });

  it('are sent once by two processes at once', async () => {
    await planned();
    const sent = await Promise.all([send(before(24)), send(before(24)), send(before(24))]);
    expect(sent.reduce((sum, one) => sum + one)).toBe(3);
    expect(receivers()).toEqual(everybody());
  });

  it('are claimed one at a time, however the database plans it', async () => {
    await planned();
    await sendCallMails({ now: before(24), send: sendMail, goesOn: () => false });
    await prisma().$transaction(async (tx) => {
      // What is left is a nested loop, which asks its inner side anew for each row of the outer one.
      for (const plan of ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material', 'memoize']) {
        await tx.$executeRawUnsafe(`SET LOCAL enable_${plan} = off`);
      }
      for (let left = 3; left > 0; left -= 1) {
        expect(await tx.callMail.count({ where: { claimedAt: null } })).toBe(left);
        expect(await claimMail(before(24), tx)).not.toBeNull();
      }
      expect(await claimMail(before(24), tx)).toBeNull();
    });
  });

  it('are not sent again when a process died with one in its hands', async () => {
    await planned();
    await sendCallMails({ now: before(24), send: sendMail, goesOn: () => false });
    const inHands = await claimMail(before(24));
    expect(await send(before(23))).toBe(2);
    expect(await send(before(1))).toBe(0);
    expect(receivers()).toEqual(
      members.flatMap(({ id, email }) => (id === inHands?.userId ? [] : email)).toSorted(),
    );
  });

  it('that a mail server refuses are tried four times in all, later each time, and the others go out', async () => {
    await planned();
    const tries: string[] = [];
    const unlucky = members[0]?.email ?? '';
    const failing = async (now: Date): Promise<number> =>
      sendCallMails({
        now,
        send: async (mail) => {
          const address = typeof mail.to === 'string' ? mail.to : mail.to.address;
          if (address !== unlucky) return sendMail(mail);
          tries.push(now.toISOString().slice(11, 16));
          throw Object.assign(new Error(`550 <${address}> unknown`), { responseCode: 550 });
        },
      });
    const first = before(24);
    expect(await failing(first)).toBe(2);
    for (let minutes = 1; minutes < 90; minutes += 1) await failing(later(first, minutes));
    expect(tries).toEqual(['13:00', '13:01', '13:06', '13:36']);
    expect(receivers()).toEqual(everybody().filter((email) => email !== unlucky));
  });

  it('that could not be sent before the call began are not sent after it', async () => {
    await planned();
    await sendCallMails({
      now: before(0.01),
      send: () => Promise.reject(new Error('the mail server is away')),
    });
    expect(await send(later(start, 5))).toBe(0);
    expect(server.mails).toEqual([]);
  });

  it('are forgotten two months after the call', async () => {
    await planned();
    await send(before(24));
    expect(await pruneCallMails(later(start, 59 * 24 * 60))).toBe(0);
    expect(await pruneCallMails(later(start, 61 * 24 * 60))).toBe(3);
  });
});
