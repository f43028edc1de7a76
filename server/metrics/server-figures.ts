import type { BusFigures } from '#server/bus.ts';
import type { CollabStats } from '#server/collab/collab-figures.ts';
import { sharedState } from '#server/shared-state.ts';
import type { ProcessFigures } from './process-figures.ts';

declare module '#server/shared-state.ts' {
  interface SharedState {
    /** Set by the server when its rooms are open; pages and the figures for Prometheus read it. */
    figures?: () => ServerFigures;
    mails?: MailCounts;
  }
}

/** Mails handed to the mail server since the process began, and those that it did not take. */
export type MailCounts = { sent: number; failed: number };

/** Connections to the database: open ones, those of them that wait for work, and work that waits for one. */
export type ConnectionCounts = { open: number; idle: number; waiting: number };

/** Everything an operator may want to know of this process at one moment. */
export type ServerFigures = {
  collab: CollabStats;
  process: ProcessFigures;
  database: { kind: 'embedded' | 'server'; connections: ConnectionCounts };
  mails: MailCounts;
  /** The way to other servers on the same database; null for a server that is alone. */
  others: ({ connected: boolean } & Readonly<BusFigures>) | null;
};

/** The counts of mails of this process, to be added to; the same for the server and for the pages. */
export function mailCounts(): MailCounts {
  const state = sharedState();
  state.mails ??= { sent: 0, failed: 0 };
  return state.mails;
}
