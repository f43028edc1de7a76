import { prisma } from './db/client.ts';

export type Part = 'ok' | 'failing';
export type Readiness = { status: Part | 'leaving'; database: Part; collab: Part };

export type Health = {
  /** Whether everything a page or a socket needs answers now. */
  readiness(): Promise<Readiness>;
  /** Whether the database answered within the last second, or does now. */
  databaseAnswers(): Promise<boolean>;
  /** From now on the server is not ready, so that who spreads requests over several sends it no more. */
  leave(): void;
};

const FRESH_MS = 1000;
const PATIENCE_MS = 5000;

export type HealthOptions = {
  /** Rejects when the database does not answer; the default asks it for nothing. */
  ping?: () => Promise<unknown>;
  /** Whether the sockets' server fails to commit or to project at the moment. */
  collabFailing: () => boolean;
  now?: () => number;
  /** How long the database may take, in milliseconds. */
  patience?: number;
};

/** Watches what the server stands on. Any number of questions at once ask the database once. */
export function createHealth(options: HealthOptions): Health {
  const {
    ping = pingDatabase,
    collabFailing,
    now = () => performance.now(),
    patience = PATIENCE_MS,
  } = options;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | null = null;
  let leaving = false;

  async function ask(): Promise<boolean> {
    try {
      await withinTime(ping(), patience);
      answeredAt = now();
      return true;
    } catch {
      answeredAt = Number.NEGATIVE_INFINITY;
      return false;
    } finally {
      asking = null;
    }
  }

  async function databaseAnswers(): Promise<boolean> {
    if (now() - answeredAt < FRESH_MS) return true;
    asking ??= ask();
    return asking;
  }

  return {
    databaseAnswers,
    async readiness() {
      const database: Part = (await databaseAnswers()) ? 'ok' : 'failing';
      const collab: Part = collabFailing() ? 'failing' : 'ok';
      const working = database === 'ok' && collab === 'ok' ? 'ok' : 'failing';
      return { status: leaving ? 'leaving' : working, database, collab };
    },
    leave() {
      leaving = true;
    },
  };
}

async function pingDatabase(): Promise<void> {
  await prisma().$queryRaw`SELECT 1`;
}

async function withinTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('The database took too long.'));
    }, milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
