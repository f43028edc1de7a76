import { database, prisma, type Transaction } from './client.ts';
import { gathered } from './gathered.ts';
import type { Session, User } from './generated/client.ts';

export type { Session } from './generated/client.ts';

const DAYS = 30;

/** How a session began, for its owner to tell it from others. */
export type SessionStart = {
  /** `password`, `mail`, `invitation`, `guest`, `setup`, `command` or a provider's id. */
  method?: string | null;
  /** The browser as it names itself; cut after 400 characters. */
  userAgent?: string | null;
};

/** Begins a session of thirty days for a user. */
export async function createSession(
  userId: string,
  start: SessionStart = {},
  tx: Transaction = prisma(),
): Promise<Session> {
  const expiresAt = new Date(Date.now() + DAYS * 24 * 60 * 60 * 1000);
  const { method = null, userAgent = null } = start;
  return tx.session.create({
    data: { userId, expiresAt, method, userAgent: userAgent?.slice(0, 400) ?? null },
  });
}

/** A session and whose it is. */
export type FoundSession = Pick<Session, 'id' | 'userId' | 'expiresAt'> & {
  user: Pick<User, 'id' | 'name' | 'guest' | 'instanceOwner'>;
};

/** A session with its user; null when it was ended. Whether it has expired is for the caller to compare. */
export async function findSession(id: string): Promise<FoundSession | null> {
  return readSession(id);
}

const readSession = gathered(async (ids: readonly string[]) => {
  const rows = await database().run<SessionRow>({ name: 'find-sessions', text: findSessions, values: [ids] });
  const found = new Map(rows.map((row) => [row.id, foundSession(row)]));
  return ids.map((id) => found.get(id) ?? null);
});

const findSessions = `
  SELECT s."id", s."userId", (extract(epoch FROM s."expiresAt") * 1000)::bigint AS "expiresAt",
    u."name", u."guest", u."instanceOwner"
  FROM "Session" s JOIN "User" u ON u."id" = s."userId"
  WHERE s."id" = ANY($1::text[])`;

type SessionRow = {
  id: string;
  userId: string;
  expiresAt: bigint;
  name: string;
  guest: boolean;
  instanceOwner: boolean;
};

function foundSession({ id, userId, expiresAt, name, guest, instanceOwner }: SessionRow): FoundSession {
  const user = { id: userId, name, guest, instanceOwner };
  return { id, userId, expiresAt: new Date(Number(expiresAt)), user };
}

/** Ends a session; one that is gone already is fine. */
export async function deleteSession(id: string, tx: Transaction = prisma()): Promise<void> {
  await tx.session.deleteMany({ where: { id } });
}

/** Ends every session of a user and returns how many there were. */
export async function deleteSessionsOf(userId: string, tx: Transaction = prisma()): Promise<number> {
  return (await tx.session.deleteMany({ where: { userId } })).count;
}

/** The sessions of a user that still count, the newest first. */
export async function listSessions(userId: string, tx: Transaction = prisma()): Promise<Session[]> {
  return tx.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
}

/** Ends one session of a user; whether it was there, and theirs. */
export async function deleteSessionOf(
  userId: string,
  id: string,
  tx: Transaction = prisma(),
): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { id, userId } })).count === 1;
}

/** Ends every session of a user but one and returns how many there were. */
export async function deleteOtherSessions(
  userId: string,
  keptId: string,
  tx: Transaction = prisma(),
): Promise<number> {
  return (await tx.session.deleteMany({ where: { userId, id: { not: keptId } } })).count;
}

/** Removes the rows of sessions that have expired and returns how many there were. */
export async function deleteExpiredSessions(tx: Transaction = prisma()): Promise<number> {
  return (await tx.session.deleteMany({ where: { expiresAt: { lt: new Date() } } })).count;
}
